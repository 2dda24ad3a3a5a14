/** Rules over all modules. */
@NullMarked
package dev.syncline;

import org.jspecify.annotations.NullMarked;
