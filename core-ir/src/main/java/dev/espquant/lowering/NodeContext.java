package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.StandardOperator;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.EdgeIntegers;
import dev.espquant.quant.FixedIntegers;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One node of the quantized model, and what its translation may ask for and write. */
final class NodeContext {
    private final QuantizedGraph quantized;
    private final Node node;
    private final DraftBuilder draft;
    private final EdgeIntegers edges;

    NodeContext(QuantizedGraph quantized, Node node, DraftBuilder draft) {
        this.quantized = quantized;
        this.edges = EdgeIntegers.of(quantized);
        this.node = node;
        this.draft = draft;
    }

    Node node() {
        return node;
    }

    Graph graph() {
        return quantized.graph();
    }

    long opset() {
        return quantized.model().opset();
    }

    DraftBuilder draft() {
        return draft;
    }

    EspDl3Arithmetic arithmetic() {
        return EspDl3.arithmetic(quantized.runtime());
    }

    /** The width that the node computes in: that of its output, or of its input where the output is no integer. */
    BitWidth bits() {
        return edges.bits(node);
    }

    /** The sizes of a value or constant. */
    long[] sizes(String value) {
        return graph().shape(value)
                .filter(shape -> shape.isStatic())
                .map(shape -> shape.sizes())
                .orElseThrow(() -> error("the size of '" + value + "' is not known")
                        .fix("give the model fixed input shapes")
                        .build());
    }

    int rank() {
        return sizes(node.inputs().get(0)).length;
    }

    /** An axis attribute counted from the front. */
    int axis(String attribute, long standard, int rank) {
        return axis(node.intAttribute(attribute, standard), rank);
    }

    static int axis(long axis, int rank) {
        return Math.toIntExact(axis < 0 ? axis + rank : axis);
    }

    Optional<Tensor> constantInput(int index) {
        return node.input(index).flatMap(graph()::initializer);
    }

    /** Numbers of an input, or of an attribute in older operator sets. */
    Optional<long[]> longs(int input, String attribute) {
        return constantInput(input).map(Tensor::toLongs).or(() -> node.intsAttribute(attribute));
    }

    /** The runtime's name of the node's operator, which files of ONNX Runtime may call otherwise. */
    String opType() {
        return StandardOperator.of(node).orElse(node.opType());
    }

    /**
     * A constant operand in integers under a name of the draft: at the node's exponent where all operands share one, else as it was quantized.
     */
    String operand(String name) {
        QuantizedTensor tensor = edges.hasOneExponent(node)
                ? Quantizer.quantize(
                        graph().initializer(name).orElseThrow(),
                        QuantizationParameters.perTensor(bits(), edges.exponent(node, name)),
                        arithmetic().shiftRounding())
                : quantizedConstant(name);
        return draft.constant(name, tensor.integers(), tensor.parameters().exponents());
    }

    QuantizedTensor quantizedConstant(String name) {
        return quantized.constant(name);
    }

    /** The exponent of a value's own integers. */
    int exponent(String value) {
        return quantized.exponent(value);
    }

    /** The exponent at which the node takes its first input. */
    int inputExponent() {
        return edges.exponent(node, node.inputs().get(0));
    }

    /** A constant shape or axis list under a name of this node's. */
    String vector(String role, long... values) {
        return draft.plain(node.name() + "_" + role, Tensor.vector(values));
    }

    /** One integer of the node's width that stands for a real number at the exponent of an input; saturates. */
    String scalar(String role, double value, String input) {
        int exponent = edges.exponent(node, input);
        long rounded = (long) arithmetic()
                .shiftRounding()
                .round(Math.max(-1e15, Math.min(1e15, Math.scalb(value, -exponent))));
        Tensor tensor = IntegerTensors.of(bits().dataType(), new long[] {1}, bits().saturate(rounded));
        return draft.constant(node.name() + "_" + role, tensor, ImmutableIntArray.of(exponent));
    }

    /** The attributes that every node has, open for more. */
    Map<String, Attribute> attributes() {
        Map<String, Attribute> attributes = new TreeMap<>();
        attributes.put("quant_type", QuantType.of(bits()));
        return attributes;
    }

    /** Writes the node with another operator, inputs and attributes, under its own name and outputs. */
    void emit(String opType, List<String> inputs, Map<String, Attribute> attributes) {
        draft.node(Node.of(node.name(), opType, inputs, node.outputs(), attributes));
        node.outputs().stream().filter(o -> !o.isEmpty()).forEach(output -> draft.value(output, declared(output)));
    }

    /** The value that the quantized model declares. */
    DraftValue declared(String name) {
        ImmutableLongArray sizes = ImmutableLongArray.copyOf(sizes(name));
        if (edges.isReal(name)) {
            return DraftValue.of(DataType.FLOAT, 0, sizes);
        }
        DataType integers = quantized.parameters(name).bits().dataType();
        return DraftValue.of(
                FixedIntegers.isTruth(graph(), name) ? DataType.BOOL : integers, quantized.exponent(name), sizes);
    }

    GraphException.Builder error(String reason) {
        return GraphException.because(reason).node(node);
    }
}
