package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.RigCamera;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Findings as they are made. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    void error(Rule rule, int line, String where, String reason, String fix) {
        found.add(new Finding(rule, Severity.ERROR, line, where, reason, fix));
    }

    void error(Rule rule, int line, RigCamera camera, String reason, String fix) {
        error(rule, line, camera.name(), reason, fix);
    }

    void warn(Rule rule, int line, String where, String reason, String fix) {
        found.add(new Finding(rule, Severity.WARNING, line, where, reason, fix));
    }

    void note(Rule rule, int line, String where, String reason, String fix) {
        found.add(new Finding(rule, Severity.NOTE, line, where, reason, fix));
    }

    /** In the file's order. */
    List<Finding> sorted() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Finding::line)
                        .thenComparing(Finding::severity)
                        .thenComparingInt(finding -> finding.rule().number()))
                .toList();
    }
}
