package dev.syncline.cli.archive;

/** How many clips ended how. Not thread-safe. */
final class ArchiveCounts {
    private int synced;
    private int refused;
    private int failed;
    private double footageS;

    void add(ClipRow row) {
        switch (row.status()) {
            case "synced" -> synced++;
            case "refused" -> refused++;
            default -> failed++;
        }
        Double durationS = row.durationS();
        footageS += durationS == null ? 0 : durationS;
    }

    int synced() {
        return synced;
    }

    int refused() {
        return refused;
    }

    int failed() {
        return failed;
    }

    int clips() {
        return synced + refused + failed;
    }

    double footageHours() {
        return footageS / 3600;
    }
}
