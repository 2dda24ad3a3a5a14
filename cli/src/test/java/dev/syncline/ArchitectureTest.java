package dev.syncline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;

/** The layout rules of the design, over all modules that are on the command line's class path. */
@AnalyzeClasses(
        packages = "dev.syncline",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** What other modules' tests share with this one's comes as jars. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String PRODUCT = "dev.syncline.";

    /** The rooms of each module, in order: a room knows only those before it. Sub-packages count with their room. */
    private static final List<List<String>> ORDERS = List.of(
            List.of(
                    "engine.file",
                    "engine.base",
                    "engine.sync.outcome",
                    "engine.motion",
                    "engine.telemetry",
                    "engine.lens",
                    "engine.video",
                    "engine.synthetic",
                    "engine.sync.flow",
                    "engine.sync.rotation",
                    "engine.sync.correlate",
                    "engine.sync.refine",
                    "engine.sync.align",
                    "engine.sync.track",
                    "engine.clock",
                    "engine.match",
                    "engine.result",
                    "engine.project",
                    "engine.edit",
                    "engine.preview",
                    "engine.report",
                    "engine.sync.diagnosis",
                    "engine.sync.pipeline",
                    "engine.api"),
            List.of(
                    "hardware.device",
                    "hardware.serial",
                    "hardware.clocks",
                    "hardware.camera",
                    "hardware.framesync",
                    "hardware.recorder",
                    "hardware.pulse",
                    "hardware.gnss",
                    "hardware.dji",
                    "hardware.rig"),
            List.of(
                    "cli.console",
                    "cli.files",
                    "cli.sync",
                    "cli.points",
                    "cli.align",
                    "cli.preview",
                    "cli.worker",
                    "cli.archive",
                    "cli.evaluate",
                    "cli.inspect",
                    "cli.lens",
                    "cli.match",
                    "cli.clock",
                    "cli.rig",
                    "cli.capture",
                    "cli.doctor",
                    "cli"));

    @ArchTest
    static final ArchRule ONLY_KERNELS_KNOW_VECTORS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.syncline.engine.base.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector..");

    @ArchTest
    static final ArchRule ENGINE_IS_PURE_JAVA = noClasses()
            .that()
            .resideInAPackage("dev.syncline.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bytedeco..",
                    "java.lang.foreign..",
                    "sun.misc..",
                    "java.net..",
                    "dev.syncline.bindings..",
                    "dev.syncline.hardware..")
            .because("the engine has no native code and no I/O beyond the files that it is handed");

    @ArchTest
    static final ArchRule ENGINE_LOGS_BY_SYSTEM_LOGGER = noClasses()
            .that()
            .resideInAPackage("dev.syncline.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..", "org.slf4j..", "org.apache.logging..", "org.apache.commons.logging..");

    @ArchTest
    static final ArchRule ROOMS_KNOW_ONLY_ROOMS_BEFORE_THEM = classes()
            .that()
            .resideInAnyPackage("dev.syncline.engine..", "dev.syncline.hardware..", "dev.syncline.cli..")
            .should(knowOnlyEarlierRooms());

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            SlicesRuleDefinition.slices().matching("dev.syncline.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MODULES_HAVE_NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("dev.syncline.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule BINDINGS_DO_NOT_KNOW_HARDWARE = noClasses()
            .that()
            .resideInAPackage("dev.syncline.bindings..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.syncline.hardware..");

    @ArchTest
    static final ArchRule ONLY_DOWNCALLS_LINKS_NATIVE_FUNCTIONS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.syncline.bindings.ffi.Downcalls")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.foreign.Linker")
            .because("restricted calls go through one door");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_CLI_OR_BENCH = noClasses()
            .that()
            .resideOutsideOfPackages("dev.syncline.cli..", "dev.syncline.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.syncline.cli..", "dev.syncline.bench..");

    @ArchTest
    static final ArchRule CLI_DOES_NOT_DEPEND_ON_BENCH = noClasses()
            .that()
            .resideInAPackage("dev.syncline.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.syncline.bench..");

    /** In the place of a module descriptor: see docs/embedding.md. The benches measure the stages one by one. */
    @ArchTest
    static final ArchRule ONLY_THE_FACE_KNOWS_THE_STAGES = noClasses()
            .that()
            .resideInAnyPackage("dev.syncline.cli..", "dev.syncline.hardware..", "dev.syncline.bindings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.syncline.engine.sync.pipeline..",
                    "dev.syncline.engine.sync.correlate..",
                    "dev.syncline.engine.sync.refine..",
                    "dev.syncline.engine.sync.rotation..")
            .because("who embeds the engine uses engine.api, and the stages are free to change");

    /** The place of a type's room in an order, by the longest name that fits; -1 where there is none. */
    private static int roomOf(JavaClass type, List<String> order) {
        String name = type.getPackageName().substring(PRODUCT.length());
        int best = -1;
        for (int i = 0; i < order.size(); i++) {
            String room = order.get(i);
            boolean fits = name.equals(room) || (room.contains(".") && name.startsWith(room + "."));
            if (fits && (best < 0 || room.length() > order.get(best).length())) {
                best = i;
            }
        }
        return best;
    }

    private static ArchCondition<JavaClass> knowOnlyEarlierRooms() {
        return new ArchCondition<>("know only rooms before their own: " + ORDERS) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (List<String> order : ORDERS) {
                    int own = roomOf(type, order);
                    if (own >= 0) {
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(d -> d.getTargetClass().getPackageName().startsWith(PRODUCT))
                                .filter(d -> roomOf(d.getTargetClass(), order) > own)
                                .forEach(d -> events.add(SimpleConditionEvent.violated(type, d.getDescription())));
                        return;
                    }
                }
                events.add(SimpleConditionEvent.violated(
                        type, type.getPackageName() + " is no room of the design; add it to the order"));
            }
        };
    }
}
