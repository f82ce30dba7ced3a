package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.testing.Graphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InferenceCacheTest {
    private static final Inferred ROW = Inferred.of(DataType.FLOAT, Shape.of(1, 3));
    private static final Inferred COLUMN = Inferred.of(DataType.FLOAT, Shape.of(3, 1));
    private static final Node RELU = Node.of("r", "Relu", List.of("x"), List.of("y"));

    @Test
    void theSameNodeThatReadsTheSameHasTheSameOutputs() {
        InferenceCache cache = new InferenceCache();
        assertThat(cache.find(RELU, 13, List.of(ROW))).isEmpty();
        cache.put(RELU, 13, List.of(ROW), List.of(ROW));
        assertThat(cache.find(RELU, 13, List.of(Inferred.of(DataType.FLOAT, Shape.of(1, 3)))))
                .containsExactly(ROW);
    }

    @Test
    void anythingElseIsInferredAnew() {
        InferenceCache cache = new InferenceCache();
        cache.put(RELU, 13, List.of(ROW), List.of(ROW));
        assertThat(cache.find(RELU, 18, List.of(ROW))).as("operator set").isEmpty();
        assertThat(cache.find(RELU, 13, List.of(COLUMN))).as("input").isEmpty();
        assertThat(cache.find(RELU.withInputs(List.of("z")), 13, List.of(ROW)))
                .as("node")
                .isEmpty();
    }

    @Test
    void anEqualFindingStaysTheSameInstance() {
        InferenceCache cache = new InferenceCache();
        List<Inferred> first = cache.put(RELU, 13, List.of(ROW), List.of(ROW));
        Node renamed = RELU.withInputs(List.of("z"));
        assertThat(cache.put(renamed, 13, List.of(ROW), List.of(Inferred.of(DataType.FLOAT, Shape.of(1, 3)))))
                .isSameAs(first);
        assertThat(cache.find(renamed, 13, List.of(ROW))).isSameAs(first);
    }

    @Test
    void anotherConstantOfTheSameNameIsReadAnew() {
        InferenceCache cache = new InferenceCache();
        Tensor two = Tensor.vector(2);
        assertThat(cache.constant("c", two)).isSameAs(cache.constant("c", two));
        assertThat(cache.constant("c", Tensor.vector(3))
                        .elements()
                        .orElseThrow()
                        .integers())
                .hasValueSatisfying(v -> assertThat(v).containsExactly(3));
    }

    @Test
    void aGraphThatHasAllTypesIsGivenBack() {
        InferenceCache cache = new InferenceCache();
        Model typed = ShapeInference.infer(model(), cache);
        assertThat(ShapeInference.infer(typed, cache)).isSameAs(typed);
        assertThat(ShapeInference.infer(typed)).isSameAs(typed);
    }

    @Test
    void whatFollowsFromAChangeIsFoundAgain() {
        InferenceCache cache = new InferenceCache();
        Model typed = ShapeInference.infer(model(), cache);
        Graph graph = typed.graph();
        Model wider = typed.withGraph(graph.toBuilder()
                .initializer("w", Graphs.ramp(5, 3, 1, 1))
                .valueInfos(Map.of())
                .outputs(List.of(ValueInfo.of("y", DataType.FLOAT, Dimensions.unknownShape(4))))
                .build());
        assertThat(ShapeInference.infer(wider, cache)).isEqualTo(ShapeInference.infer(wider));
        assertThat(ShapeInference.infer(wider, cache).graph().shape("y")).contains(Shape.of(1, 5, 4, 4));
    }

    private static Model model() {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, 1, 3, 4, 4)
                .initializer("w", Graphs.ramp(2, 3, 1, 1))
                .node("Conv", "x w", "c")
                .node("Relu", "c", "r")
                .node("Sigmoid", "r", "y")
                .output("y")
                .build();
    }
}
