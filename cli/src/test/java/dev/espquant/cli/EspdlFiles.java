package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlKey;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.ir.espdl.EspdlWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small {@code .espdl} file: one Gemm whose sums are ties, so that rounding shows, with an embedded test. */
final class EspdlFiles {
    private EspdlFiles() {}

    /** {@code y = x * [1, 3] >> 1}; the embedded test has x = 1. */
    static EspdlModel gemm(String layout, int... expected) {
        Node node = Node.of("gemm", "Gemm", List.of("x", "w"), List.of("y"), Map.of("quant_type", Attribute.of("S8")));
        EspdlValue x = EspdlValue.of("x", DataType.INT8, Shape.of(1, 1), -4);
        EspdlValue y = EspdlValue.of("y", DataType.INT8, Shape.of(1, 2), -6);
        EspdlTensor filter = new EspdlTensor("w", int8(new long[] {1, 1, 1, 2}, 1, 3), ImmutableIntArray.of(-3), "")
                .withLayout(layout);
        EspdlGraph graph = new EspdlGraph(
                "ties",
                "",
                ImmutableList.of(node),
                ImmutableList.of(filter),
                ImmutableList.of(x),
                ImmutableList.of(y),
                ImmutableList.of(x, y),
                ImmutableList.of(EspdlTensor.of("x", int8(new long[] {1, 1}, 1), -4)),
                ImmutableList.of(EspdlTensor.of("y", int8(new long[] {1, 2}, expected), -6)));
        return EspdlModel.of(graph, ImmutableMap.of("tool", "test"));
    }

    static Path write(Path file, EspdlModel model) {
        EspdlWriter.write(model, file, Optional.empty());
        return file;
    }

    static Path encrypted(Path file, EspdlModel model, String key) {
        EspdlWriter.write(model, file, Optional.of(EspdlKey.ofHex(key)));
        return file;
    }

    private static Tensor int8(long[] sizes, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return Tensor.ofBytes(DataType.INT8, sizes, bytes.flip());
    }
}
