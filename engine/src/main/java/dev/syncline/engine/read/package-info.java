/** Motion logs and lens profiles, from whatever format, into one form. */
@NullMarked
package dev.syncline.engine.read;

import org.jspecify.annotations.NullMarked;
