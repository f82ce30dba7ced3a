package dev.espquant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import dev.espquant.target.Violation;
import dev.espquant.target.espdl1.EspDl1Arithmetic;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every target promises. A new chip extends this class, says which target it is, and adds tests of its own facts.
 */
public abstract class TargetContractTest {

    /** The target under test, made through its public constructor. */
    protected abstract Target target();

    @Test
    void isFoundByItsName() {
        assertThat(Targets.load().get(target().name())).hasSameClassAs(target());
    }

    @Test
    void hasALowerCaseNameAndATitle() {
        assertThat(target().name())
                .matches("[a-z0-9][a-z0-9_-]*")
                .isEqualTo(target().name().toLowerCase(Locale.ROOT));
        assertThat(target().title()).isNotBlank();
    }

    @Test
    void hasARuntimeAndSaysWhichItIs() {
        assertThat(runtimes()).isNotEmpty();
        for (Runtime runtime : Runtime.values()) {
            target().runtime(runtime)
                    .ifPresent(facts -> assertThat(facts.runtime()).isEqualTo(runtime));
        }
    }

    @Test
    void factsDoNotChangeFromCallToCall() {
        for (Runtime runtime : Runtime.values()) {
            assertThat(target().runtime(runtime)).isEqualTo(target().runtime(runtime));
        }
    }

    @Test
    void accumulatorsHoldProductsOfEveryWidth() {
        for (TargetRuntime facts : runtimes()) {
            assertThat(facts.schemes()).isNotEmpty();
            for (QuantizationScheme scheme : facts.schemes()) {
                BitWidth bits = scheme.bits();
                assertThat(facts.arithmetic().accumulatorBits(bits)).isBetween(2 * bits.bits(), 64);
                assertThat(facts.filterLayout().lanes(bits)).isPositive();
            }
        }
    }

    @Test
    void biasesOfThePerChannelPathAreAtLeastAsWideAsActivations() {
        for (TargetRuntime facts : runtimes()) {
            if (!(facts.arithmetic() instanceof EspDl1Arithmetic arithmetic)) {
                continue;
            }
            EspDl1Arithmetic.PerChannel perChannel = arithmetic.perChannel();
            facts.schemes().stream()
                    .filter(scheme -> scheme.granularity() == Granularity.PER_CHANNEL)
                    .forEach(scheme -> assertThat(perChannel.biasBits().bits())
                            .isGreaterThanOrEqualTo(scheme.bits().bits()));
        }
    }

    @Test
    void biasesFitTheirTypeAndTheirRegister() {
        for (TargetRuntime facts : runtimes()) {
            if (facts.arithmetic() instanceof EspDl3Arithmetic arithmetic) {
                assertThat(arithmetic.shiftRounding()).isIn(RoundingMode.HALF_UP, RoundingMode.HALF_EVEN);
                for (IntegerPath path : arithmetic.paths().values()) {
                    assertThat(path.biasBits())
                            .isLessThanOrEqualTo(path.blocks().bits())
                            .isLessThanOrEqualTo(path.rest().bits())
                            .isLessThanOrEqualTo(path.biasType().bits());
                }
            }
        }
    }

    @Test
    void runsAPlainNetwork() {
        for (TargetRuntime facts : runtimes()) {
            assertThat(facts.operators().check(network().graph())).isEmpty();
        }
    }

    @Test
    void refusesAnUnknownOperatorWithAReasonAndAFix() {
        Node unknown = Node.of("strange", "NoSuchOperator", List.of("x"), List.of("y"));
        for (TargetRuntime facts : runtimes()) {
            List<Violation> violations =
                    facts.operators().check(withNode(unknown).graph());

            assertThat(violations).hasSize(1);
            assertThat(violations.get(0).rule()).contains("NoSuchOperator");
            assertThat(violations.get(0).fix()).isNotBlank();
        }
    }

    @Test
    void everyConditionIsToldInWordsAndSurvivesMalformedNodes() {
        for (TargetRuntime facts : runtimes()) {
            for (OperatorRule rule : facts.operators().operators().values()) {
                for (Node node : malformed(rule.opType())) {
                    facts.operators()
                            .check(withNode(node).graph())
                            .forEach(violation -> assertThat(violation.rule() + violation.fix())
                                    .isNotBlank());
                }
                rule.conditions().forEach(condition -> {
                    assertThat(condition.rule()).isNotBlank();
                    assertThat(condition.fix()).isNotBlank();
                });
            }
        }
    }

    private List<TargetRuntime> runtimes() {
        return Stream.of(Runtime.values())
                .flatMap(runtime -> target().runtime(runtime).stream())
                .toList();
    }

    /** Nodes without inputs, with inputs that do not exist, and with attributes of the wrong kind. */
    private static List<Node> malformed(String opType) {
        Map<String, Object> wrong = Map.of("pads", "text", "perm", 1L, "axis", "text", "mode", 3L, "alpha", "text");
        List<Object> attributes = new ArrayList<>();
        wrong.forEach((name, value) -> {
            attributes.add(name);
            attributes.add(value);
        });
        return List.of(
                Node.of("none", opType, List.of(), List.of("y")),
                Node.of("ghosts", opType, List.of("x", "ghost", "", "ghost2", "ghost3"), List.of("y", "z")),
                Node.of("wrong", opType, List.of("x", "x"), List.of("y"), Graphs.attributes(attributes.toArray())));
    }

    private static Model withNode(Node node) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 2, 4, 4)
                .node(node)
                .output("y")
                .buildUnchecked();
    }

    private static Model network() {
        return Graphs.model("network")
                .input("x", DataType.FLOAT, 1, 3, 8, 8)
                .initializer("w", Graphs.ramp(4, 3, 3, 3))
                .initializer("b", Graphs.ramp(4))
                .initializer("v", Graphs.ramp(10, 36))
                .node("Conv", "x w b", "c")
                .valueInfo("c", DataType.FLOAT, 1, 4, 6, 6)
                .node("Relu", "c", "r")
                .valueInfo("r", DataType.FLOAT, 1, 4, 6, 6)
                .node("MaxPool", "r", "p", "kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2})
                .valueInfo("p", DataType.FLOAT, 1, 4, 3, 3)
                .node("Flatten", "p", "f")
                .valueInfo("f", DataType.FLOAT, 1, 36)
                .node("Gemm", "f v", "y", "transB", 1)
                .output("y", DataType.FLOAT, 1, 10)
                .build();
    }
}
