package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.testing.BackendTest;
import dev.espquant.testing.SharedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own operator tests as an oracle: whatever is inferred of an output, with everything that the model declares of it removed, must be
 * what the recorded output is.
 */
class BackendTestsTest {
    @Test
    void inferredFromTheShapesOfTheInputs() {
        SharedData.whenPresent(root -> {
            List<String> open = new ArrayList<>();
            BackendTest.forEach(root, test -> {
                Graph inferred = ShapeInference.infer(BackendTest.undeclared(test.model()), test.inputShapes())
                        .graph();
                for (int i = 0; i < test.outputs().size(); i++) {
                    check(test, i, (TensorType) inferred.outputs().get(i).type(), open);
                }
            });
            assertThat(open)
                    .as("outputs whose shape depends on the values of inputs")
                    .hasSizeLessThanOrEqualTo(155);
        });
    }

    @Test
    void inferredWithConstantInputs() {
        SharedData.whenPresent(root -> {
            List<String> open = new ArrayList<>();
            List<Integer> followed = new ArrayList<>();
            BackendTest.forEach(root, test -> {
                Graph graph = test.withConstantInputs(
                        BackendTest.undeclared(test.model()).graph());
                InferenceCache cache = new InferenceCache();
                Scope scope = new Scope(graph, Optional.empty(), cache);
                new GraphInference(test.model().opsets(), new SymbolBinding(), cache).run(graph, scope);
                for (int i = 0; i < test.outputs().size(); i++) {
                    Inferred inferred = scope.get(graph.outputs().get(i).name());
                    check(test, i, (TensorType) inferred.type(), open);
                    Tensor expected = test.outputs().get(i);
                    inferred.elements().ifPresent(e -> checkElements(test.name(), e, expected, followed));
                }
            });
            assertThat(open).isEmpty();
            assertThat(followed).as("elements of outputs that were computed").hasSizeGreaterThan(14_000);
        });
    }

    private static void check(BackendTest test, int output, TensorType type, List<String> open) {
        Tensor expected = test.outputs().get(output);
        type.elementType().ifPresent(t -> assertThat(t).as(test.name()).isEqualTo(expected.type()));
        type.shape()
                .ifPresent(s -> assertThat(Dimensions.merge(s, expected.shape()))
                        .as("%s inferred %s", test.name(), s)
                        .contains(expected.shape()));
        if (type.elementType().isEmpty() || !type.shape().map(Shape::isStatic).orElse(false)) {
            open.add(test.name() + " " + type);
        }
    }

    private static void checkElements(String test, Elements elements, Tensor expected, List<Integer> followed) {
        double[] values = expected.type() == DataType.BOOL || Elements.follows(expected.type())
                ? expected.toDoubles()
                : new double[elements.count()];
        for (int i = 0; i < values.length; i++) {
            if (elements.get(i) instanceof Element.Whole whole) {
                assertThat((double) whole.value()).as("%s[%d]", test, i).isEqualTo(values[i]);
                followed.add(i);
            } else if (elements.get(i) instanceof Element.Real real) {
                assertThat(Double.valueOf(real.value())).as("%s[%d]", test, i).isEqualTo(Double.valueOf(values[i]));
                followed.add(i);
            }
        }
    }
}
