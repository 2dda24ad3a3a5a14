@NullMarked
package dev.syncline.engine.flow;

import org.jspecify.annotations.NullMarked;
