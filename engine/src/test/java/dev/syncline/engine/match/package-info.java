@NullMarked
package dev.syncline.engine.match;

import org.jspecify.annotations.NullMarked;
