@NullMarked
package dev.syncline.engine.file;

import org.jspecify.annotations.NullMarked;
