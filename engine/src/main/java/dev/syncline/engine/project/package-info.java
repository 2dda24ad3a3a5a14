/** Gyroflow projects: what is read from them and written to them. */
@NullMarked
package dev.syncline.engine.project;

import org.jspecify.annotations.NullMarked;
