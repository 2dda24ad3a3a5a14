/** Tables as text: what phones, apps and loggers write, and any other whose columns are named. */
@NullMarked
package dev.syncline.engine.telemetry.table;

import org.jspecify.annotations.NullMarked;
