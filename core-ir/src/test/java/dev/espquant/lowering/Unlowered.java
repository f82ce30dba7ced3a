package dev.espquant.lowering;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The float model and table that a vector of one operator may have been made from: filters unpacked and turned back to ONNX's order, integers
 * multiplied by their scales, channels second.
 */
final class Unlowered {
    private static final ImmutableSet<String> RUNTIME_ONLY = ImmutableSet.of("quant_type", "activation", "lut");

    private final EspdlGraph graph;
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Map<String, TableEntry> entries = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private boolean perChannel;

    Unlowered(EspdlGraph graph) {
        this.graph = graph;
        for (EspdlValue value : graph.values()) {
            boolean real = value.type().elementType().orElseThrow() == DataType.FLOAT;
            entries.put(
                    value.name(), TableEntry.of(real ? -7 : value.exponent()).withBits(bits(value), BitWidth.INT8));
        }
        nodes().forEach(this::node);
    }

    /** The nodes of the model: of those around a product of two computed matrices only the product, for the others are the exporter's. */
    private List<Node> nodes() {
        return graph.nodes().stream()
                .filter(node -> node.is("MatMul")
                        && graph.initializer(node.inputs().get(1)).isEmpty())
                .findFirst()
                .map(product -> List.of(product.withInputs(
                        graph.inputs().stream().map(EspdlValue::name).toList())))
                .orElse(graph.nodes());
    }

    private static BitWidth bits(EspdlValue value) {
        return value.type().elementType().orElseThrow() == DataType.INT16 ? BitWidth.INT16 : BitWidth.INT8;
    }

    Model model() {
        return Model.of(
                Graph.builder(graph.name())
                        .inputs(infos(graph.inputs()))
                        .outputs(infos(graph.outputs()))
                        .initializers(constants)
                        .nodes(nodes)
                        .build(),
                13);
    }

    QuantizationTable table() {
        return new QuantizationTable(
                "",
                new QuantizationScheme(BitWidth.INT8, perChannel ? Granularity.PER_CHANNEL : Granularity.PER_TENSOR),
                "",
                0,
                ImmutableList.of(),
                ImmutableMap.copyOf(entries));
    }

    private List<ValueInfo> infos(List<EspdlValue> values) {
        return values.stream()
                .map(v -> ValueInfo.of(
                        v.name(),
                        DataType.FLOAT,
                        Shape.of(onnxSizes(v.type().shape().orElseThrow().sizes()))))
                .toList();
    }

    private long[] onnxSizes(long[] sizes) {
        boolean spatial = graph.nodes().stream().anyMatch(RuntimeOperators::wantsChannelsLast);
        return spatial && sizes.length >= 3
                ? Permutation.channelsLast(sizes.length)
                        .restore(ImmutableLongArray.copyOf(sizes))
                        .toArray()
                : sizes;
    }

    private void node(Node node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(node.attributes());
        attributes.keySet().removeAll(RUNTIME_ONLY);
        boolean relu = node.textAttribute("activation", "Linear").equals("Relu");
        String output = relu ? node.output() + "_before" : node.output();
        List<String> outputs = new ArrayList<>(node.outputs());
        outputs.set(0, output);
        node.inputs().forEach(input -> graph.initializer(input).ifPresent(c -> constant(node, c)));
        nodes.add(Node.of(node.name(), node.opType(), node.inputs(), outputs, attributes));
        if (relu) {
            entries.put(output, Optional.ofNullable(entries.get(node.output())).orElseThrow());
            nodes.add(Node.of(node.name() + "_relu", "Relu", List.of(output), node.outputs()));
        }
    }

    private void constant(Node node, EspdlTensor constant) {
        boolean filter = constant.layout().filter(l -> !l.equals("UNK")).isPresent();
        Tensor integers = filter ? unpacked(node, constant) : constant.elements();
        boolean argument =
                constant.type() == DataType.INT64 && constant.exponents().equals(ImmutableIntArray.of(0));
        if (argument) {
            constants.put(constant.name(), integers);
            return;
        }
        constants.put(constant.name(), reals(node, integers, constant.exponents()));
        perChannel |= constant.isPerChannel();
        BitWidth bits = constant.type() == DataType.INT16 ? BitWidth.INT16 : BitWidth.INT8;
        entries.put(
                constant.name(),
                new TableEntry(constant.exponents(), OptionalDouble.empty(), OptionalDouble.empty())
                        .withBits(bits, BitWidth.INT8));
    }

    /** Integers times scales; exponents per channel run along the first axis, of a Gemm's matrix the second. */
    private static Tensor reals(Node node, Tensor integers, ImmutableIntArray exponents) {
        double[] values = integers.toDoubles();
        float[] reals = new float[values.length];
        int channels = exponents.length();
        boolean lastAxis = node.is("Gemm") && integers.rank() == 2;
        for (int i = 0; i < reals.length; i++) {
            int channel = channels == 1 ? 0 : lastAxis ? i % channels : i / (reals.length / channels);
            reals[i] = (float) Math.scalb(values[i], exponents.get(channel));
        }
        return Tensor.ofFloats(integers.sizes(), reals);
    }

    private static Tensor unpacked(Node node, EspdlTensor filter) {
        String layout = filter.layout().orElseThrow();
        int lanes = layout.startsWith("(") ? 128 / filter.type().bits() : 0;
        long[] sizes = filter.elements().sizes();
        int rank = sizes.length;
        if (node.is("MatMul")) {
            return Unpacking.matrices(filter.elements(), lanes);
        }
        boolean depthwise = node.intAttribute("group", 1) > 1;
        int outputs = (int) sizes[depthwise ? rank - 2 : rank - 1];
        int inputs = (int) sizes[depthwise ? rank - 1 : rank - 2];
        Tensor plain = Unpacking.filter(filter.elements(), lanes, outputs, inputs, depthwise);
        return node.is("Gemm") ? TensorTranspose.of(plain.reshaped(outputs, inputs), Permutation.of(1, 0)) : plain;
    }
}
