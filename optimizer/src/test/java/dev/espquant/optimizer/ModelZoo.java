package dev.espquant.optimizer;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.testing.Graphs;

/** Models for tests of whole pipelines. */
final class ModelZoo {
    private ModelZoo() {}

    /** A small network as an exporter writes it, with something to do for most of the mission's passes. */
    static Model convNet() {
        return Graphs.model("net")
                .input("x", DataType.FLOAT, 1, 2, 6, 6)
                .initializer("w1", Graphs.ramp(4, 2, 3, 3))
                .initializer("scale", Tensor.ofFloats(new long[] {4}, 1, 2, 3, 4))
                .initializer("shift", Tensor.ofFloats(new long[] {4}, -1, 0, 1, 2))
                .initializer("mean", Tensor.ofFloats(new long[] {4}, 0.5f, 0, 0.25f, -1))
                .initializer("var", Tensor.ofFloats(new long[] {4}, 1, 0.5f, 2, 3))
                .initializer("pads", Tensor.vector(0, 0, 1, 1, 0, 0, 1, 1))
                .initializer("add", Graphs.ramp(4, 1, 1))
                .initializer("dense1", Graphs.ramp(144, 5))
                .initializer("bias1", Graphs.ramp(5))
                .initializer("dense2", Graphs.ramp(3, 5))
                .initializer("bias2", Graphs.ramp(3))
                .initializer("unused", Graphs.ramp(7))
                .node("Pad", "x pads", "p")
                .node("Conv", "p w1", "c")
                .node("BatchNormalization", "c scale shift mean var", "n")
                .node("Relu", "n", "r")
                .node("Dropout", "r", "d")
                .node("Constant", "", "w2", "value", Graphs.ramp(4, 1, 3, 3))
                .node("Conv", "d w2", "e", "group", 4, "pads", new long[] {1, 1, 1, 1})
                .node("Add", "e add", "f")
                .node("Identity", "f", "g")
                .node("Constant", "", "target", "value_ints", new long[] {1, 144})
                .node("Reshape", "g target", "h")
                .node("Flatten", "h", "i")
                .node("MatMul", "i dense1", "j")
                .node("Add", "bias1 j", "k")
                .node("Relu", "k", "l")
                .node("Transpose", "dense2", "t")
                .node("Gemm", "l t bias2", "y")
                .output("y", DataType.FLOAT, 1, 3)
                .build();
    }

    /** A chain of as many nodes, half of which passes remove. */
    static Model chain(int nodes) {
        Graphs model = Graphs.model("chain").input("x", DataType.FLOAT, 2, 3);
        String value = "x";
        for (int i = 0; i < nodes; i++) {
            String next = "v" + i;
            model.node(i % 2 == 0 ? "Relu" : "Identity", value, next);
            value = next;
        }
        return model.output(value).build();
    }
}
