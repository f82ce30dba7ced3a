package dev.espquant.evaluator.kernel;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.AxisSources;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import dev.espquant.target.espdl1.EspDl1;
import dev.espquant.target.espdl1.EspDl1Arithmetic;
import java.util.Arrays;
import java.util.Optional;

/** One node of a quantized graph, as its kernel sees it: sizes of a single image, exponents, constants, and the chip's arithmetic. */
public final class KernelContext {
    private final QuantizedGraph quantized;
    private final Graph graph;
    private final Node node;

    /**
     * A view of one node.
     *
     * @param quantized exponents, integers and facts
     * @param graph the same graph with all shapes known, for one image
     * @param node a node of both
     */
    public KernelContext(QuantizedGraph quantized, Graph graph, Node node) {
        this.quantized = quantized;
        this.graph = graph;
        this.node = node;
    }

    public Node node() {
        return node;
    }

    public Graph graph() {
        return graph;
    }

    public EspDl1Arithmetic arithmetic() {
        return EspDl1.arithmetic(quantized.runtime());
    }

    public QuantizationScheme scheme() {
        return quantized.scheme();
    }

    /** Width of activations. */
    public BitWidth bits() {
        return scheme().bits();
    }

    /** Version of the standard operator set, on which the meaning of some attributes depends. */
    public long opset() {
        return quantized.model().opset();
    }

    public int[] inputSizes(int input) {
        return sizes(name(input));
    }

    public int[] outputSizes() {
        return sizes(node.output());
    }

    public int outputElements() {
        return Sizes.count(outputSizes());
    }

    public QuantizationParameters input(int input) {
        return quantized.parameters(name(input));
    }

    public int inputExponent(int input) {
        return input(input).exponent();
    }

    public int outputExponent() {
        return quantized.exponent(node.output());
    }

    /** The integers of a constant input. */
    public QuantizedTensor constant(int input) {
        return quantized.constant(name(input));
    }

    /** Whether an input has integers that do not change. */
    boolean isConstant(int input) {
        return quantized.constants().containsKey(name(input));
    }

    /** An input's real numbers or shape data, where it is constant; empty if it is left out. */
    public Optional<Tensor> initializer(int input) {
        return node.input(input)
                .map(name -> graph.initializer(name)
                        .orElseThrow(() -> error("input " + input + " is not constant", "run 'espquant optimize'")));
    }

    /** Where the elements of a Slice, Resize or Pad come from, axis by axis. */
    int[][] axisSources() {
        return AxisSources.of(quantized.model().withGraph(graph), node, inputSizes(0), outputSizes()).axes().stream()
                .map(ImmutableIntArray::toArray)
                .toArray(int[][]::new);
    }

    /** An error about this node. */
    public GraphException error(String reason, String fix) {
        return GraphException.because(reason).node(node).fix(fix).build();
    }

    private String name(int input) {
        return node.input(input).orElseThrow(() -> error("input " + input + " is missing", "export the model again"));
    }

    private int[] sizes(String value) {
        long[] sizes = graph.shape(value)
                .filter(shape -> shape.isStatic())
                .orElseThrow(() -> GraphException.because("its shape is not known")
                        .node(node)
                        .value(value)
                        .fix("give the model fixed input shapes, except for the batch")
                        .build())
                .sizes();
        return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
    }
}
