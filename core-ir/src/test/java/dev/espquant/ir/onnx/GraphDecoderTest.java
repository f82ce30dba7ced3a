package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.GraphProto;
import dev.espquant.ir.onnx.schema.SparseTensorProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import dev.espquant.testing.GraphAssert;
import org.junit.jupiter.api.Test;

class GraphDecoderTest {
    @Test
    void initializersAreNoInputs() {
        Graph graph = decode(Protos.graph(Protos.node("Add", "x w", "y"))
                .addInput(Protos.value("w", 2))
                .addInitializer(Protos.tensor("w", 8, 2)));
        GraphAssert.assertThat(graph).hasInputs("x").hasShape("w", 2);
    }

    @Test
    void nodesAreSortedAndNamed() {
        Graph graph = decode(Protos.graph(Protos.node("B", "a", "b"), Protos.node("A", "x", "a")));
        GraphAssert.assertThat(graph).isValid().hasOperators("A", "B").hasNodes("A_0", "B_1");
    }

    @Test
    void valueInfosAreThoseOfIntermediateValues() {
        Graph graph = decode(Protos.graph(Protos.node("A", "x w", "a"), Protos.node("B", "a", "b"))
                .addInitializer(Protos.tensor("w", 4))
                .addOutput(Protos.value("b", 1))
                .addValueInfo(Protos.value("x", 1))
                .addValueInfo(Protos.value("w"))
                .addValueInfo(Protos.value("a", 5))
                .addValueInfo(Protos.value("a", 5))
                .addValueInfo(Protos.value("b", 1)));
        assertThat(graph.valueInfos().keySet()).containsExactly("a");
    }

    @Test
    void contradictionsAreRefused() {
        refused(
                Protos.graph().addValueInfo(Protos.value("a", 5)).addValueInfo(Protos.value("a", 6)),
                "value 'a': it is declared twice, as float[5] and as float[6]");
        refused(
                Protos.graph().addInitializer(Protos.tensor("w", 4)).addInitializer(Protos.tensor("w", 4)),
                "value 'w': two initializers have this name");
        refused(Protos.graph().addInitializer(Protos.tensor("w", 3, 1)), "value 'w': a float tensor of shape [1]");
    }

    @Test
    void sparseInitializersBecomeDense() {
        SparseTensorProto sparse = SparseTensorProto.newBuilder()
                .setValues(Protos.tensor("s", 4, 1))
                .setIndices(TensorCodec.encode(Tensor.vector(2), TensorProto.getDefaultInstance()))
                .addDims(3)
                .build();
        Graph graph = decode(Protos.graph(Protos.node("Add", "x s", "y"))
                .addInput(Protos.value("s", 3))
                .addSparseInitializer(sparse));
        GraphAssert.assertThat(graph).hasInputs("x").hasShape("s", 3);
        refused(
                Protos.graph().addInitializer(Protos.tensor("s", 4)).addSparseInitializer(sparse),
                "value 's': two initializers have this name");
        refused(
                Protos.graph().addSparseInitializer(sparse.toBuilder().setDims(0, 2)),
                "value 's': the places of a sparse tensor ascend and lie inside it");
    }

    private static Graph decode(GraphProto.Builder proto) {
        return new GraphDecoder(ExternalData.none()).decode(proto.build());
    }

    private static void refused(GraphProto.Builder proto, String message) {
        assertThatThrownBy(() -> decode(proto))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(message);
    }
}
