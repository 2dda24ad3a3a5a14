@NullMarked
package dev.syncline.engine.match.read;

import org.jspecify.annotations.NullMarked;
