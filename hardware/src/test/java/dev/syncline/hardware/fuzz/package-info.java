/** What a fuzzer feeds, and the inputs that once were faults. */
@NullMarked
package dev.syncline.hardware.fuzz;

import org.jspecify.annotations.NullMarked;
