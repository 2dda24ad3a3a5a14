/** Tests of the public face. */
@NullMarked
package dev.syncline.engine.api;

import org.jspecify.annotations.NullMarked;
