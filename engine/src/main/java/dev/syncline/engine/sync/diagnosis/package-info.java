/**
 * Why a sync was refused: causes that are looked for once it was, one class each, the most certain first. They work on what
 * the sync saw already (the rates of its windows) and on the log, and decode nothing.
 */
@NullMarked
package dev.syncline.engine.sync.diagnosis;

import org.jspecify.annotations.NullMarked;
