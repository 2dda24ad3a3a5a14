/** The stages of a sync, in order: see {@link dev.syncline.engine.pipeline.SyncPipeline}. */
@NullMarked
package dev.syncline.engine.pipeline;

import org.jspecify.annotations.NullMarked;
