package dev.syncline.engine.sync.track;

/**
 * Where a clock jumps, as far as it is known.
 *
 * @param videoNs video clock, ns
 * @param withinNs how far from there the jump may be, ns
 */
public record JumpPlace(long videoNs, long withinNs) {}
