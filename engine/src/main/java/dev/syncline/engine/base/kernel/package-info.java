/** The inner loops: a scalar twin that defines the truth, and a vector one that must agree with it. */
@NullMarked
package dev.syncline.engine.base.kernel;

import org.jspecify.annotations.NullMarked;
