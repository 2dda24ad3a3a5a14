/** ULog: what PX4 flight controllers log. */
@NullMarked
package dev.syncline.engine.telemetry.ulog;

import org.jspecify.annotations.NullMarked;
