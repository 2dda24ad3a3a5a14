package dev.syncline.hardware.framesync.simulated;

import dev.syncline.hardware.camera.simulated.SimulatedSensor;
import dev.syncline.hardware.framesync.SyncSettings;
import java.util.List;

/**
 * A rig: the first camera is the server, the others are clients.
 *
 * @param settings of every camera
 * @param sensors one or more
 * @param startNs when each camera starts, simulated time, ns
 * @param delayNs shortest time of a packet on the network, ns
 * @param jitterNs mean of the (exponential) time that it takes longer, ns
 * @param loss share of packets that never come
 * @param duplicates share of packets that come twice
 * @param seed of the network's random numbers
 */
public record RigSpec(
        SyncSettings settings,
        List<SimulatedSensor> sensors,
        List<Long> startNs,
        long delayNs,
        double jitterNs,
        double loss,
        double duplicates,
        long seed) {
    /** @throws IllegalArgumentException if there are not as many starts as cameras */
    public RigSpec {
        sensors = List.copyOf(sensors);
        startNs = List.copyOf(startNs);
        if (sensors.isEmpty() || sensors.size() != startNs.size()) {
            throw new IllegalArgumentException(
                    sensors.size() + " cameras and " + startNs.size() + " starts, expected one or more, and as many");
        }
    }

    /** The same with other rules. */
    public RigSpec with(SyncSettings other) {
        return new RigSpec(other, sensors, startNs, delayNs, jitterNs, loss, duplicates, seed);
    }
}
