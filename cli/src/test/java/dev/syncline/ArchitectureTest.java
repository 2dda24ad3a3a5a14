package dev.syncline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;

/** The layout rules of the design, over all modules that are on the command line's class path. */
@AnalyzeClasses(packages = "dev.syncline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "dev.syncline.engine.";

    /** The stages, in order: a package knows only those before it. Sub-packages count with their parent. */
    private static final List<String> ORDER = List.of(
            "file",
            "kernel",
            "outcome",
            "geometry",
            "motion",
            "read",
            "video",
            "synthetic",
            "flow",
            "rotation",
            "correlate",
            "refine",
            "track",
            "clock",
            "match",
            "result",
            "project",
            "report",
            "pipeline",
            "archive",
            "api");

    @ArchTest
    static final ArchRule ONLY_KERNELS_KNOW_VECTORS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.syncline.engine.kernel..")
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
    static final ArchRule STAGES_KNOW_ONLY_STAGES_BEFORE_THEM =
            classes().that().resideInAPackage("dev.syncline.engine..").should(knowOnlyEarlierStages());

    @ArchTest
    static final ArchRule STAGES_HAVE_NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("dev.syncline.engine.(*)..")
            .should()
            .beFreeOfCycles();

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
                    "dev.syncline.engine.pipeline..",
                    "dev.syncline.engine.correlate..",
                    "dev.syncline.engine.refine..",
                    "dev.syncline.engine.rotation..")
            .because("who embeds the engine uses engine.api, and the stages are free to change");

    private static int stageOf(JavaClass type) {
        String rest = type.getPackageName().substring(ENGINE.length());
        int dot = rest.indexOf('.');
        return ORDER.indexOf(dot < 0 ? rest : rest.substring(0, dot));
    }

    private static ArchCondition<JavaClass> knowOnlyEarlierStages() {
        DescribedPredicate<JavaClass> inEngine = DescribedPredicate.describe(
                "in the engine", type -> type.getPackageName().startsWith(ENGINE));
        return new ArchCondition<>("know only stages before their own: " + String.join(", ", ORDER)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = stageOf(type);
                if (own < 0) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " is no stage of the design; add it to the order"));
                    return;
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(d -> inEngine.test(d.getTargetClass()))
                        .filter(d -> stageOf(d.getTargetClass()) > own)
                        .forEach(d -> events.add(SimpleConditionEvent.violated(type, d.getDescription())));
            }
        };
    }
}
