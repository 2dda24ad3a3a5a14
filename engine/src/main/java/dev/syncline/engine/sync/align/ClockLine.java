package dev.syncline.engine.sync.align;

/**
 * How one log's time follows the other's: {@code own − other = offset + drift·(own − at)}.
 *
 * @param offsetNs own minus other at {@code atNs}, ns
 * @param atNs own time that the offset belongs to, ns
 * @param drift change of the offset per own time, no unit
 */
record ClockLine(double offsetNs, double atNs, double drift) {
    /** Own minus other at an own time, ns. */
    double offsetNsAt(double ownNs) {
        return offsetNs + drift * (ownNs - atNs);
    }

    /** The other log's time at an own time, ns. */
    double otherNs(double ownNs) {
        return ownNs - offsetNsAt(ownNs);
    }

    /** The own time at another log's time, ns. */
    double ownNs(double otherNs) {
        return atNs + (otherNs - (atNs - offsetNs)) / (1 - drift);
    }

    /** The same line as the other log sees it. */
    ClockLine reversed() {
        return new ClockLine(-offsetNs, atNs - offsetNs, -drift / (1 - drift));
    }

    /** The same line, its offset told for another time. */
    ClockLine at(double ownNs) {
        return new ClockLine(offsetNsAt(ownNs), ownNs, drift);
    }
}
