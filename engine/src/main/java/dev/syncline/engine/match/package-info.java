/**
 * Stream matching: which messages of several streams belong together. Every policy is a {@link
 * dev.syncline.engine.match.StreamMatcher}; what it finds goes to a {@link dev.syncline.engine.match.MatchListener}.
 */
@NullMarked
package dev.syncline.engine.match;

import org.jspecify.annotations.NullMarked;
