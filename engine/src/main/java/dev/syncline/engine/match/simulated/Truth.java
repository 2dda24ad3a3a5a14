package dev.syncline.engine.match.simulated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Which events of a rig arrived whole, and which of them the times can tell from others. */
final class Truth {
    private final Set<Long> decidable = new HashSet<>();
    private long complete;

    Truth(SimulatedMessages rig, long thresholdNs) {
        int cameras = rig.settings().cameras();
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can be made no other way
        TreeMap<Long, Long>[] timesByEvent = new TreeMap[cameras];
        @SuppressWarnings({"unchecked", "rawtypes"})
        TreeMap<Long, Long>[] eventByTime = new TreeMap[cameras];
        for (int s = 0; s < cameras; s++) {
            timesByEvent[s] = new TreeMap<>();
            eventByTime[s] = new TreeMap<>();
            List<SimulatedMessage> stream = rig.streams().get(s);
            for (SimulatedMessage message : stream) {
                long ns = rig.times().timeNs(s, message);
                timesByEvent[s].put(message.event(), ns);
                eventByTime[s].put(ns, message.event());
            }
        }
        for (Long event : timesByEvent[0].keySet()) {
            if (isComplete(event, timesByEvent)) {
                complete++;
                if (isDecidable(event, timesByEvent, eventByTime, thresholdNs)) {
                    decidable.add(event);
                }
            }
        }
    }

    private static boolean isComplete(long event, TreeMap<Long, Long>[] timesByEvent) {
        for (TreeMap<Long, Long> times : timesByEvent) {
            if (!times.containsKey(event)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecidable(
            long event, TreeMap<Long, Long>[] timesByEvent, TreeMap<Long, Long>[] eventByTime, long thresholdNs) {
        for (int a = 0; a < timesByEvent.length; a++) {
            long ns = timesByEvent[a].getOrDefault(event, 0L);
            for (int b = 0; b < timesByEvent.length; b++) {
                long otherNs = timesByEvent[b].getOrDefault(event, 0L);
                long distance = Math.abs(otherNs - ns);
                if (distance > thresholdNs
                        || (a != b
                                && eventByTime[b].subMap(ns - distance, true, ns + distance, true).values().stream()
                                        .anyMatch(e -> e != event))) {
                    return false;
                }
            }
        }
        return true;
    }

    long complete() {
        return complete;
    }

    Set<Long> decidable() {
        return decidable;
    }
}
