/** Why there is no answer, and what to know of one: stable codes and figures for programs, and words for people. */
@NullMarked
package dev.syncline.engine.sync.outcome;

import org.jspecify.annotations.NullMarked;
