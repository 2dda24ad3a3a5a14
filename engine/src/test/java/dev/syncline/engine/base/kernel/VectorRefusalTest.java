package dev.syncline.engine.base.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorRefusalTest {
    private static final String NAME = "OpenJDK 64-Bit Server VM";

    @Test
    void shouldTakeVectorsOnHotSpotWithC2() {
        assertNull(VectorRefusal.why(
                true,
                Map.of("java.vm.info", "mixed mode, sharing", "java.vm.name", NAME, "java.vm.version", "25.0.3+9-LTS")
                        ::get));
        assertNull(VectorRefusal.why(true, name -> null), "what says nothing is not refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interpreted mode, sharing|OpenJDK 64-Bit Server VM|25+36|without -Xint",
                "mixed mode, emulated-client, sharing|OpenJDK 64-Bit Server VM|25+36|TieredStopAtLevel",
                "mixed mode|OpenJDK Client VM|25+36|C2",
                "mixed mode, sharing|OpenJDK 64-Bit Server VM|25+37-jvmci-b01|JVMCI",
            })
    void shouldRefuseAJvmThatMakesNoVectorInstructions(String info, String name, String version, String expected) {
        String why = VectorRefusal.why(
                true, Map.of("java.vm.info", info, "java.vm.name", name, "java.vm.version", version)::get);
        assertNotNull(why);
        assertTrue(why.contains(expected), why);
        assertEquals(1, why.lines().count());
    }

    @Test
    void shouldNameTheOptionWhereTheModuleIsMissing() {
        assertEquals(VectorRefusal.NO_MODULE, VectorRefusal.why(false, name -> "mixed mode"));
    }

    @Test
    void shouldPredictTheLaneOfAJvmThatHasTheModule() {
        assertNull(VectorRefusal.whyEvenWithModule(true, name -> null));
        assertNull(VectorRefusal.whyEvenWithModule(true, Map.of("syncline.kernels", "vector")::get));
        assertEquals(VectorRefusal.NO_MODULE_IN_JDK, VectorRefusal.whyEvenWithModule(false, name -> null));
        assertEquals(
                "syncline.kernels asks for the scalar lane",
                VectorRefusal.whyEvenWithModule(true, Map.of("syncline.kernels", "scalar")::get));
        assertEquals(
                VectorRefusal.why(true, Map.of("java.vm.info", "interpreted mode")::get),
                VectorRefusal.whyEvenWithModule(true, Map.of("java.vm.info", "interpreted mode")::get));
    }
}
