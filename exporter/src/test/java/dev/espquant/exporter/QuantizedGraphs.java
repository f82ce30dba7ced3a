package dev.espquant.exporter;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.QuantizedTensor;
import dev.espquant.quant.RoundingMode;
import dev.espquant.target.FilterLayout;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl1.EspDl1Arithmetic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds quantized graphs by hand, integers and exponents given, for a chip that exists only here. */
public final class QuantizedGraphs {
    public static final FilterLayout PLAIN = new FilterLayout(128, false);
    public static final FilterLayout BLOCKED = new FilterLayout(128, true);

    private final FilterLayout layout;
    private final QuantizationScheme scheme;
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, QuantizationParameters> values = new LinkedHashMap<>();
    private final Map<String, QuantizedTensor> constants = new LinkedHashMap<>();

    private QuantizedGraphs(FilterLayout layout, QuantizationScheme scheme) {
        this.layout = layout;
        this.scheme = scheme;
    }

    public static QuantizedGraphs of(FilterLayout layout, QuantizationScheme scheme) {
        return new QuantizedGraphs(layout, scheme);
    }

    public QuantizedGraphs input(String name, int exponent, long... sizes) {
        inputs.add(ValueInfo.of(name, DataType.FLOAT, Shape.of(sizes)));
        values.put(name, QuantizationParameters.perTensor(scheme.bits(), exponent));
        return this;
    }

    public QuantizedGraphs constant(String name, BitWidth bits, int exponent, long[] sizes, int... integers) {
        return constant(name, QuantizationParameters.perTensor(bits, exponent), sizes, integers);
    }

    public QuantizedGraphs constant(String name, QuantizationParameters parameters, long[] sizes, int... integers) {
        constants.put(name, new QuantizedTensor(tensor(parameters.bits(), sizes, integers), parameters));
        return this;
    }

    /** A node whose output, {@code <name>_out}, has an exponent. */
    public QuantizedGraphs node(Node node, int exponent) {
        nodes.add(node);
        values.put(node.output(), QuantizationParameters.perTensor(scheme.bits(), exponent));
        return this;
    }

    public QuantizedGraphs node(String name, String opType, int exponent, String... inputNames) {
        return node(Node.of(name, opType, List.of(inputNames), List.of(name + "_out")), exponent);
    }

    public QuantizedGraphs output(String name) {
        outputs.add(ValueInfo.of(name, DataType.FLOAT, Shape.of()));
        return this;
    }

    public QuantizedGraph build() {
        Graph graph =
                Graph.builder("g").inputs(inputs).outputs(outputs).nodes(nodes).build();
        TargetRuntime runtime = new TargetRuntime(
                Runtime.ESP_DL_1,
                ImmutableSet.of(scheme),
                new EspDl1Arithmetic(
                        RoundingMode.FLOOR,
                        ImmutableMap.of(BitWidth.INT8, 20, BitWidth.INT16, 40),
                        new EspDl1Arithmetic.PerChannel(4, BitWidth.INT16, 12)),
                layout,
                OperatorSupport.of(List.of()));
        return new QuantizedGraph(
                Model.of(graph, 13),
                new HandMade(runtime),
                runtime,
                scheme,
                ImmutableMap.copyOf(values),
                ImmutableMap.copyOf(constants));
    }

    /** An int8 or int16 tensor. */
    public static Tensor tensor(BitWidth bits, long[] sizes, int... integers) {
        int bytes = bits.bits() / 8;
        ByteBuffer data = ByteBuffer.allocate(integers.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int integer : integers) {
            switch (bits) {
                case INT8 -> data.put((byte) integer);
                case INT16 -> data.putShort((short) integer);
            }
        }
        return Tensor.ofBytes(bits.dataType(), sizes, data.flip());
    }

    private record HandMade(TargetRuntime facts) implements Target {
        @Override
        public String name() {
            return "hand-made";
        }

        @Override
        public String title() {
            return "Hand-made";
        }

        @Override
        public Optional<TargetRuntime> runtime(Runtime runtime) {
            return runtime == facts.runtime() ? Optional.of(facts) : Optional.empty();
        }
    }
}
