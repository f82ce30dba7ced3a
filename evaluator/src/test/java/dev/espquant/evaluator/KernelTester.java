package dev.espquant.evaluator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.Quantizer;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.Runtime;
import dev.espquant.target.Targets;
import dev.espquant.testing.Graphs;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs one operator on integers, through the quantizer and the simulator as a model would:
 *
 * <pre>{@code
 * int[] y = KernelTester.of("Add", "a b")
 *         .input("a", -3, new long[] {1, 2}, 5, -7)
 *         .input("b", -2, new long[] {1, 2}, 1, 1)
 *         .output(-2)
 *         .run();
 * }</pre>
 */
public final class KernelTester {
    private final Graphs graph;
    private final Map<String, TableEntry> table = new LinkedHashMap<>();
    private final Map<String, IntTensor> inputs = new LinkedHashMap<>();
    private final String opType;
    private final String operands;
    private final Object[] attributes;
    private QuantizationScheme scheme = QuantizationScheme.INT8_PER_TENSOR;
    private String target = "esp32s3";

    private KernelTester(String opType, String operands, Object[] attributes) {
        this.graph = Graphs.model("kernel");
        this.opType = opType;
        this.operands = operands;
        this.attributes = attributes;
    }

    /** A node of this operator, int8 per tensor on a chip with 20-bit lanes; see {@link Graphs#node(String, String, String, Object...)}. */
    public static KernelTester of(String opType, String inputs, Object... attributes) {
        return new KernelTester(opType, inputs, attributes);
    }

    public KernelTester scheme(QuantizationScheme newScheme) {
        this.scheme = newScheme;
        return this;
    }

    public KernelTester target(String name) {
        this.target = name;
        return this;
    }

    public KernelTester opset(long version) {
        graph.opset(version);
        return this;
    }

    /** An input of the run: its exponent, sizes and integers. */
    public KernelTester input(String name, int exponent, long[] sizes, int... integers) {
        graph.input(name, DataType.FLOAT, sizes);
        table.put(name, TableEntry.of(exponent));
        inputs.put(name, IntTensor.of(sizes, integers));
        return this;
    }

    /** A constant with exponents in the table: weights, biases, slopes. */
    public KernelTester constant(String name, Tensor value, int... exponents) {
        table.put(name, TableEntry.of(exponents));
        return constant(name, value);
    }

    /** A constant that tables do not list. */
    public KernelTester constant(String name, Tensor value) {
        graph.initializer(name, value);
        return this;
    }

    /** The output's exponent. */
    public KernelTester output(int exponent) {
        table.put("y", TableEntry.of(exponent));
        return this;
    }

    /** The output's integers. */
    public int[] run() {
        return result().value("y").values();
    }

    /** Everything that the simulator says. */
    public SimulationResult result() {
        return simulator().run(inputs);
    }

    public Simulator simulator() {
        graph.node(opType, operands, "y", attributes).output("y");
        QuantizationTable quantizationTable =
                new QuantizationTable("", scheme, "", 0, ImmutableList.of(), ImmutableMap.copyOf(table));
        return Simulator.of(Quantizer.quantize(
                graph.build(), quantizationTable, Targets.load().get(target), Runtime.ESP_DL_1));
    }
}
