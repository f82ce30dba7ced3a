package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A long model: blocks of {@code Conv -> BatchNormalization -> Identity -> Relu}, one behind the other. The optimizer leaves two nodes of each
 * block.
 */
public final class NodeChain {
    static final int NODES_PER_BLOCK = 4;
    static final int OPTIMIZED_NODES_PER_BLOCK = 2;
    private static final int CHANNELS = 2;

    private final List<Node> nodes = new ArrayList<>();
    private final ImmutableMap.Builder<String, Tensor> constants = ImmutableMap.builder();
    private String last = "x";

    private NodeChain() {}

    /** A model of so many nodes, a multiple of {@link #NODES_PER_BLOCK}. */
    public static Model ofNodes(int count) {
        if (count < NODES_PER_BLOCK || count % NODES_PER_BLOCK != 0) {
            throw new IllegalArgumentException("blocks have " + NODES_PER_BLOCK + " nodes, found " + count);
        }
        NodeChain chain = new NodeChain();
        for (int block = 0; block < count / NODES_PER_BLOCK; block++) {
            chain.addBlock(block);
        }
        return chain.build();
    }

    private void addBlock(int block) {
        float[] weights = new float[CHANNELS * CHANNELS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i + block % 7) / 8f; // a few weights differ from block to block, others repeat
        }
        String prefix = "block" + block + "/";
        constant(prefix + "weights", new long[] {CHANNELS, CHANNELS, 1, 1}, weights);
        constant(prefix + "scale", new long[] {CHANNELS}, 1.5f, 0.5f);
        constant(prefix + "shift", new long[] {CHANNELS}, 0.25f, -0.25f);
        constant(prefix + "mean", new long[] {CHANNELS}, 0.125f, 0.5f);
        constant(prefix + "variance", new long[] {CHANNELS}, 1, 2);
        add(prefix, "Conv", prefix + "weights");
        add(prefix, "BatchNormalization", prefix + "scale", prefix + "shift", prefix + "mean", prefix + "variance");
        add(prefix, "Identity");
        add(prefix, "Relu");
    }

    private void constant(String name, long[] sizes, float... values) {
        constants.put(name, Tensor.ofFloats(sizes, values));
    }

    private void add(String prefix, String operator, String... parameters) {
        List<String> inputs = new ArrayList<>(List.of(last));
        inputs.addAll(List.of(parameters));
        last = prefix + operator + "_out";
        nodes.add(Node.of(prefix + operator, operator, inputs, List.of(last)));
    }

    private Model build() {
        Shape image = Shape.of(List.of(Dimension.named("N"), Dimension.of(CHANNELS), Dimension.of(4), Dimension.of(4)));
        return Model.of(
                Graph.builder("chain")
                        .inputs(List.of(ValueInfo.of("x", DataType.FLOAT, image)))
                        .outputs(List.of(ValueInfo.of(last, DataType.FLOAT, image)))
                        .initializers(constants.buildOrThrow())
                        .nodes(nodes)
                        .build(),
                13);
    }
}
