@NullMarked
package dev.syncline.engine.match.header;

import org.jspecify.annotations.NullMarked;
