/** Motion logs among recorded messages. */
@NullMarked
package dev.syncline.engine.match.motion;

import org.jspecify.annotations.NullMarked;
