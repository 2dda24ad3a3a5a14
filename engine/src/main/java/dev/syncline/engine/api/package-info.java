/**
 * What a program that embeds Syncline uses: {@link dev.syncline.engine.api.Syncline} opens clips, a {@link
 * dev.syncline.engine.api.Clip} is synced, and a {@link dev.syncline.engine.api.SyncOutcome} says what came out.
 */
@NullMarked
package dev.syncline.engine.api;

import org.jspecify.annotations.NullMarked;
