/** What a sync found: the contract of {@code --json}. */
@NullMarked
package dev.syncline.engine.result;

import org.jspecify.annotations.NullMarked;
