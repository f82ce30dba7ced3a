package dev.espquant.ir.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.SparseTensorProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparseTensorsTest {
    private static final Tensor DENSE = Tensor.ofFloats(new long[] {2, 3}, 0, 5, 0, 0, 0, 7);

    @Test
    void placesAreNumbersOrCoordinates() {
        assertThat(dense(sparse(Tensor.vector(1, 5), 2, 3))).isEqualTo(DENSE);
        assertThat(dense(sparse(Tensor.ofLongs(new long[] {2, 2}, 0, 1, 1, 2), 2, 3)))
                .isEqualTo(DENSE);
    }

    @Test
    void placesOutsideOrOutOfOrderAreRefused() {
        for (Tensor indices : List.of(
                Tensor.vector(1, 6),
                Tensor.vector(-1, 5),
                Tensor.vector(5, 1),
                Tensor.vector(5, 5),
                Tensor.ofLongs(new long[] {2, 2}, 0, 3, 1, 2))) {
            refused(sparse(indices, 2, 3), "the places of a sparse tensor ascend and lie inside it");
        }
    }

    @Test
    void placesOfAnotherFormAreRefused() {
        refused(sparse(Tensor.vector(1), 2, 3), "int64[2] or int64[2, 2]");
        refused(sparse(Tensor.ofFloats(new long[] {2}, 1, 5), 2, 3), "int64[2] or int64[2, 2]");
        refused(sparse(Tensor.ofLongs(new long[] {2, 3}, 0, 0, 1, 0, 1, 2), 2, 3), "int64[2] or int64[2, 2]");
    }

    @Test
    void sizesAreCheckedBeforeAnythingIsAllocated() {
        refused(sparse(Tensor.vector(1, 5), 1L << 40, 1L << 40), "takes more than 2 GiB");
        refused(sparse(Tensor.vector(1, 5), 1L << 31), "takes more than 2 GiB");
        refused(sparse(Tensor.vector(1, 5), -1), "takes more than 2 GiB");
    }

    @Test
    void textsAreRefused() {
        TensorProto texts = TensorProto.newBuilder()
                .setDataType(DataType.STRING.onnxCode())
                .addDims(0)
                .build();
        refused(
                SparseTensorProto.newBuilder().setValues(texts).addDims(2).build(),
                "a sparse tensor of string is not supported");
    }

    private static SparseTensorProto sparse(Tensor indices, long... sizes) {
        SparseTensorProto.Builder proto = SparseTensorProto.newBuilder()
                .setValues(encode(Tensor.ofFloats(new long[] {2}, 5, 7)))
                .setIndices(encode(indices));
        for (long size : sizes) {
            proto.addDims(size);
        }
        return proto.build();
    }

    private static TensorProto encode(Tensor tensor) {
        return TensorCodec.encode(tensor, TensorProto.getDefaultInstance());
    }

    private static Tensor dense(SparseTensorProto proto) {
        return SparseTensors.dense(proto, ExternalData.none());
    }

    private static void refused(SparseTensorProto proto, String message) {
        assertThatThrownBy(() -> dense(proto))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining(message);
    }
}
