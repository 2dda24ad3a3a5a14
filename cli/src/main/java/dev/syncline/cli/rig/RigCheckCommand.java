package dev.syncline.cli.rig;

import dev.syncline.cli.console.ExitCode;
import dev.syncline.cli.console.Version;
import dev.syncline.hardware.rig.Rig;
import dev.syncline.hardware.rig.check.Finding;
import dev.syncline.hardware.rig.check.RigValidator;
import dev.syncline.hardware.rig.check.Rule;
import dev.syncline.hardware.rig.check.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code syncline rig check}: whether a rig is right before it is wired. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Check a rig against the rules of FSYNC lines before it is wired.",
        description = {
            "",
            "Says what is wrong, why, where in the file, and what to change.",
            "Exit code 0 when the rig is right, warnings or not; 3 when a rule is broken; 1 when the file cannot be"
                    + " understood.",
            ""
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RigCheckCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    CommandSpec spec;

    @Mixin
    RigInput input;

    @Option(names = "--json", description = "print the findings as JSON")
    boolean json;

    @Override
    public Integer call() throws IOException {
        Rig rig = input.read();
        List<Finding> findings = RigValidator.check(rig);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree(rig, findings)));
        } else {
            print(rig, findings, out);
        }
        out.flush();
        return RigValidator.isRight(findings) ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private void print(Rig rig, List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            out.printf(
                    Locale.ROOT,
                    "%s:%d: %s, rule %d: %s: %s%n    fix: %s%n",
                    rig.file(),
                    finding.line(),
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.rule().number(),
                    finding.where(),
                    finding.reason(),
                    finding.fix());
        }
        long errors = count(findings, Severity.ERROR);
        long warnings = count(findings, Severity.WARNING);
        String counts = number(errors, "error") + ", " + number(warnings, "warning");
        out.println(rig.name() + ": " + (errors == 0 ? "right" : "not right") + " (" + counts + "; "
                + number(rig.cameras().size(), "camera") + ", " + Rule.values().length + " rules)");
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static ObjectNode tree(Rig rig, List<Finding> findings) {
        ObjectNode root = JSON.createObjectNode();
        root.put("rig", rig.name());
        root.put("file", rig.file());
        root.put("verdict", RigValidator.isRight(findings) ? "right" : "not right");
        root.put("errors", count(findings, Severity.ERROR));
        root.put("warnings", count(findings, Severity.WARNING));
        ArrayNode list = root.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = list.addObject();
            node.put("rule", finding.rule().number());
            node.put("says", finding.rule().says());
            node.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            node.put("line", finding.line());
            node.put("where", finding.where());
            node.put("reason", finding.reason());
            node.put("mend", finding.fix()); // the first name of it, which stays
            node.put("fix", finding.fix());
        }
        return root;
    }
}
