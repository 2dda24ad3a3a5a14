package dev.syncline.hardware.rig.check;

import dev.syncline.hardware.rig.Rig;
import java.util.List;

/** Checks a rig against every {@link Rule}. */
public final class RigValidator {
    private RigValidator() {}

    /** All findings, in the order of the file. */
    public static List<Finding> check(Rig rig) {
        Findings findings = new Findings();
        List<Line> lines = Lines.of(rig);
        new SensorRules(rig, findings).check(lines);
        new DriverRules(rig, findings).check(lines);
        new RateRules(rig, findings).check(lines);
        new WiringRules(rig, findings).check(lines);
        new FrameRules(rig, findings).check(lines);
        new PtpRules(rig, findings).check();
        return findings.sorted();
    }

    /** Whether none of the findings is an error. */
    public static boolean isRight(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
