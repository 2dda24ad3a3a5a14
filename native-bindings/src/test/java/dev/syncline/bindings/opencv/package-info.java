@NullMarked
package dev.syncline.bindings.opencv;

import org.jspecify.annotations.NullMarked;
