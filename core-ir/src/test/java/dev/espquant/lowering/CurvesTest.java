package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.target.espdl3.EspDl3Operators;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurvesTest {

    @Test
    void theErrorFunctionIsThatOfTheTables() {
        assertThat(at("Erf", 0.5)).isCloseTo(0.5204998778130465, within(1e-15));
        assertThat(at("Erf", -2)).isCloseTo(-0.9953222650189527, within(1e-15));
        assertThat(at("Erf", 5.9)).isCloseTo(1, within(1e-15));
        assertThat(at("Gelu", 1)).isCloseTo(0.8413447460685429, within(1e-15));
    }

    @Test
    void attributesShapeTheCurve() {
        assertThat(at("LeakyRelu", -2, "alpha", 0.25f)).isEqualTo(-0.5);
        assertThat(at("HardSigmoid", 1, "alpha", 0.25f)).isEqualTo(0.75);
        assertThat(at("Clip", 9, "max", 6f)).isEqualTo(6);
        assertThat(at("Clip", -9, "max", 6f)).isEqualTo(-9);
    }

    @Test
    void everyCurveIsAnOperatorOfTheTable() {
        assertThat(EspDl3Operators.table().operators().keySet()).containsAll(Curves.NAMES);
    }

    private static double at(String opType, double x) {
        return Curves.of(Node.of("n", opType, List.of("x"), List.of("y"))).applyAsDouble(x);
    }

    private static double at(String opType, double x, String attribute, float value) {
        return Curves.of(Node.of("n", opType, List.of("x"), List.of("y"), Map.of(attribute, Attribute.of(value))))
                .applyAsDouble(x);
    }
}
