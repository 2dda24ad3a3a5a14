/** What ArduPilot flight controllers write onto their cards. */
@NullMarked
package dev.syncline.engine.telemetry.dataflash;

import org.jspecify.annotations.NullMarked;
