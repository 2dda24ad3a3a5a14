@NullMarked
package dev.syncline.engine.match.mcap;

import org.jspecify.annotations.NullMarked;
