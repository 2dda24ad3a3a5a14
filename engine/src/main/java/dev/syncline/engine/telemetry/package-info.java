/** Motion logs and lens profiles, from whatever format, into one form. */
@NullMarked
package dev.syncline.engine.telemetry;

import org.jspecify.annotations.NullMarked;
