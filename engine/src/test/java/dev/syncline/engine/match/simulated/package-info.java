@NullMarked
package dev.syncline.engine.match.simulated;

import org.jspecify.annotations.NullMarked;
