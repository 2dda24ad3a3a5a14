/** The stages of a sync, in order: see {@link dev.syncline.engine.sync.pipeline.SyncPipeline}. */
@NullMarked
package dev.syncline.engine.sync.pipeline;

import org.jspecify.annotations.NullMarked;
