package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.engine.BatchKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.evaluator.kernel.Integers;
import dev.espquant.evaluator.kernel.KernelContext;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import java.util.List;
import java.util.Optional;

/** A graph quantized for ESP-DL 1.x: ONNX's operators and order of axes, exponents beside them. */
final class QuantizedFrontEnd implements FrontEnd {
    private static final int[] NOTHING = {};

    private final QuantizedGraph quantized;
    private final Graph graph;
    private final Kernels kernels;
    private final boolean definitionsAlone;

    private QuantizedFrontEnd(QuantizedGraph quantized, Graph graph, Kernels kernels, boolean definitionsAlone) {
        this.quantized = quantized;
        this.graph = graph;
        this.kernels = kernels;
        this.definitionsAlone = definitionsAlone;
    }

    static QuantizedFrontEnd of(QuantizedGraph quantized, Graph graph, Kernels kernels) {
        return new QuantizedFrontEnd(quantized, graph, kernels, false);
    }

    /** The same without a word of the engine, and every value in plain integers. */
    static QuantizedFrontEnd reference(QuantizedGraph quantized, Graph graph, Kernels kernels) {
        return new QuantizedFrontEnd(quantized, graph, kernels, true);
    }

    @Override
    public ImmutableList<String> inputs() {
        return graph.inputs().stream().map(ValueInfo::name).collect(ImmutableList.toImmutableList());
    }

    @Override
    public ImmutableList<Node> nodes() {
        return graph.nodes();
    }

    @Override
    public List<Node> readers(String value) {
        return graph.consumers(value);
    }

    @Override
    public boolean isOutput(String value) {
        return graph.isOutput(value);
    }

    @Override
    public Storage storage(String value) {
        return definitionsAlone
                ? Storage.INTS
                : Storage.of(quantized.parameters(value).bits());
    }

    @Override
    public Layout layout(String value, boolean channelsLast) {
        return channelsLast ? Layout.channelsLast(sizes(value)) : Layout.onnx(sizes(value));
    }

    @Override
    public Optional<EngineOperator> describe(Node node) {
        return definitionsAlone ? Optional.empty() : kernels.of(node).describe(context(node));
    }

    @Override
    public Fallback fallback(Node node) {
        ImmutableList.Builder<ImageByImage.Operand> operands = ImmutableList.builder();
        ImmutableList.Builder<String> reads = ImmutableList.builder();
        int inputs = 0;
        for (String name : node.inputs()) {
            if (isComputed(name)) {
                reads.add(name);
                operands.add(new ImageByImage.Operand(inputs++, elements(name), NOTHING));
            } else {
                QuantizedTensor constant = quantized.constants().get(name);
                operands.add(new ImageByImage.Operand(-1, 0, constant == null ? NOTHING : Integers.of(constant)));
            }
        }
        ImageByImage kernel =
                new ImageByImage(kernels.of(node).prepare(context(node)), operands.build(), elements(node.output()));
        return new Fallback(BatchKernel.of(kernel), reads.build());
    }

    private boolean isComputed(String value) {
        return graph.producer(value).isPresent() || inputs().contains(value);
    }

    private int elements(String value) {
        return layout(value, false).elements();
    }

    private KernelContext context(Node node) {
        return new KernelContext(quantized, graph, node);
    }

    private long[] sizes(String name) {
        return graph.shape(name)
                .filter(Shape::isStatic)
                .orElseThrow(() -> GraphException.because("its shape is not known")
                        .value(name)
                        .fix("give the model's inputs fixed sizes, except for the batch")
                        .build())
                .sizes();
    }
}
