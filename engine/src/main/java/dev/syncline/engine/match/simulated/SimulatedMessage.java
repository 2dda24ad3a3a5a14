package dev.syncline.engine.match.simulated;

/**
 * A simulated message.
 *
 * @param event number of the moment that it shows, the same for all cameras; for a motion sensor its sample's number
 * @param timeNs its stamp, ns on its device's own clock
 */
public record SimulatedMessage(long event, long timeNs) {}
