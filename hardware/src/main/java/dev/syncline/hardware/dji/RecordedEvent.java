package dev.syncline.hardware.dji;

/** What happened on the line, as it was recorded. */
public sealed interface RecordedEvent {
    /** Host time, ns. */
    long hostNs();

    /** Bytes came from the controller. */
    record Received(long hostNs, byte[] bytes) implements RecordedEvent {}

    /** Bytes went to the controller; they are not sent again when played. */
    record Sent(long hostNs, byte[] bytes) implements RecordedEvent {}

    /**
     * A pulse was taken from its source.
     *
     * @param edgeNs host time of the edge, ns
     * @param lostBefore edges that the source knows to have lost before it
     */
    record Edge(long hostNs, long edgeNs, int lostBefore) implements RecordedEvent {}

    /** Time passed. */
    record Tick(long hostNs) implements RecordedEvent {}

    /** The line was lost. */
    record LineLost(long hostNs, String reason) implements RecordedEvent {}

    /** The line was opened again. */
    record LineBack(long hostNs) implements RecordedEvent {}

    /** The session was begun. */
    record Begun(long hostNs) implements RecordedEvent {}

    /** The session was ended. */
    record Ended(long hostNs) implements RecordedEvent {}
}
