@org.jspecify.annotations.NullMarked
package dev.syncline.engine.preview;
