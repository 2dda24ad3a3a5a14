@NullMarked
package dev.syncline.bindings.cuda;

import org.jspecify.annotations.NullMarked;
