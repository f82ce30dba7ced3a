package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Models that tests of this package read and write. */
final class EspdlModels {
    private EspdlModels() {}

    /** Every field that the format carries, and every kind of attribute, in one small model. */
    static EspdlModel rich() {
        return new EspdlModel(
                8,
                ImmutableList.of(new EspdlModel.Opset("", 13), new EspdlModel.Opset("custom", 1)),
                "tool",
                "1.2",
                "some.domain",
                3,
                "about",
                richGraph(),
                ImmutableMap.of("target", "any", "tool", ""));
    }

    private static EspdlGraph richGraph() {
        Node conv = node(
                "conv",
                "Conv",
                List.of("x", "filter", "bias"),
                "y",
                ImmutableMap.<String, Attribute>builder()
                        .put("strides", Attribute.ofInts(1, 2))
                        .put("activation", Attribute.of("Relu"))
                        .put("group", Attribute.of(0))
                        .put("alpha", Attribute.of(0f))
                        .put("scales", new Attribute.OfFloats(ImmutableList.of(1.5f, -0f)))
                        .put("names", new Attribute.OfStrings(ImmutableList.of(ByteText.of("a"), ByteText.of(""))))
                        .put("value", Attribute.of(Tensor.vector(7, 8, 9)))
                        .buildOrThrow());
        Node softmax = node("softmax", "Softmax", List.of("y", ""), "z", Map.of("axis", Attribute.of(-1)));
        EspdlValue x = EspdlValue.of("x", DataType.INT8, Shape.of(1, 2, 2, 1), -5);
        EspdlValue z = new EspdlValue(
                "z",
                new TensorType(
                        Optional.of(DataType.FLOAT),
                        Optional.of(Shape.of(List.of(Dimension.named("N"), Dimension.unknown(), Dimension.of(0))))),
                ImmutableIntArray.of(0),
                "result");
        EspdlValue y = EspdlValue.of("y", DataType.INT8, Shape.of(1, 3), 4);
        EspdlValue staticZ = EspdlValue.of("z", DataType.FLOAT, Shape.of(2), 0);
        return new EspdlGraph(
                "g",
                "a graph",
                ImmutableList.of(conv, softmax),
                ImmutableList.of(
                        new EspdlTensor("filter", int8(1, 1, 1, 3), ImmutableIntArray.of(-7, -8, -9), "")
                                .withLayout("NHWC"),
                        EspdlTensor.of("bias", Tensor.ofLongs(new long[] {3}, 1, -2, 3), -12),
                        EspdlTensor.of("scalar", Tensor.ofFloats(new long[0], 2.5f), 0),
                        EspdlTensor.of("nothing", Tensor.vector(), 0)),
                ImmutableList.of(x),
                ImmutableList.of(z),
                ImmutableList.of(y, x, staticZ),
                ImmutableList.of(EspdlTensor.of("x", int8(1, 2, 2, 1), -5)),
                ImmutableList.of(EspdlTensor.of("z", Tensor.ofFloats(new long[] {2}, 0.25f, 0.75f), 0)));
    }

    /** A node with one output. */
    static Node node(String name, String op, List<String> inputs, String output, Map<String, Attribute> attributes) {
        return Node.of(name, op, inputs, List.of(output), attributes);
    }

    /** A graph {@code x -> Relu -> y}. */
    static EspdlGraph relu() {
        EspdlValue x = EspdlValue.of("x", DataType.INT8, Shape.of(1, 4), -3);
        EspdlValue y = EspdlValue.of("y", DataType.INT8, Shape.of(1, 4), -3);
        return new EspdlGraph(
                "relu",
                "",
                ImmutableList.of(node("r", "Relu", List.of("x"), "y", Map.of("quant_type", Attribute.of("S8")))),
                ImmutableList.of(),
                ImmutableList.of(x),
                ImmutableList.of(y),
                ImmutableList.of(x, y),
                ImmutableList.of(),
                ImmutableList.of());
    }

    /** The model of {@link #relu()}. */
    static EspdlModel small() {
        return EspdlModel.of(relu(), ImmutableMap.of());
    }

    /** A tensor of counted bytes. */
    static Tensor int8(long... dims) {
        byte[] bytes = new byte[(int) Shape.elementCount(dims)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return Tensor.ofBytes(DataType.INT8, dims, ByteBuffer.wrap(bytes));
    }

    /** A table as it is read from a buffer of which it is the root. */
    static FlatTable table(ToIntFunction<FlatWriter> write) {
        FlatWriter writer = new FlatWriter();
        return new FlatBytes(writer.finish(write.applyAsInt(writer))).root();
    }
}
