package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.target.Runtime;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one node of an {@code .espdl} graph:
 *
 * <pre>{@code
 * EspdlArray y = EspdlNodeTester.of("Add")
 *         .input(DataType.INT8, -2, new int[] {2}, 5, -7)
 *         .input(DataType.INT8, -2, new int[] {2}, 1, 1)
 *         .output(DataType.INT8, -2, 2)
 *         .run();
 * }</pre>
 */
public final class EspdlNodeTester {
    private final String opType;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<EspdlValue> inputs = new ArrayList<>();
    private final List<EspdlValue> outputs = new ArrayList<>();
    private final List<EspdlTensor> constants = new ArrayList<>();
    private final Map<String, EspdlArray> arrays = new LinkedHashMap<>();
    private String target = "esp32s3";

    private EspdlNodeTester(String opType) {
        this.opType = opType;
    }

    /** A node on a chip with vector lanes of 20 bits. */
    public static EspdlNodeTester of(String opType) {
        return new EspdlNodeTester(opType);
    }

    public EspdlNodeTester on(String chip) {
        this.target = chip;
        return this;
    }

    public EspdlNodeTester attribute(String name, Attribute value) {
        attributes.put(name, value);
        return this;
    }

    /** A computed input of integers. */
    public EspdlNodeTester input(DataType type, int exponent, int[] sizes, int... values) {
        return input(type, EspdlArray.ofIntegers(type, sizes, exponent, values));
    }

    /** A computed input of real numbers. */
    public EspdlNodeTester input(int[] sizes, float... values) {
        return input(DataType.FLOAT, EspdlArray.ofFloats(sizes, values));
    }

    private EspdlNodeTester input(DataType type, EspdlArray array) {
        String name = "x" + names.size();
        names.add(name);
        inputs.add(EspdlValue.of(name, type, shape(array.sizes()), array.exponent()));
        arrays.put(name, array);
        return this;
    }

    /** A constant input of integers; {@code exponents} may be one for each channel. */
    public EspdlNodeTester constant(DataType type, int[] exponents, String layout, int[] sizes, int... values) {
        String name = "c" + names.size();
        names.add(name);
        return tensor(name, type, exponents, layout, sizes, values);
    }

    /** A constant input with one exponent and no layout. */
    public EspdlNodeTester constant(DataType type, int exponent, int[] sizes, int... values) {
        return constant(type, new int[] {exponent}, "UNK", sizes, values);
    }

    /** A constant input of real numbers. */
    public EspdlNodeTester constant(int[] sizes, float... values) {
        String name = "c" + names.size();
        names.add(name);
        constants.add(EspdlTensor.of(name, Tensor.ofFloats(longs(sizes), values), 0));
        return this;
    }

    /** A constant that is no input, such as a table. */
    public EspdlNodeTester tensor(
            String name, DataType type, int[] exponents, String layout, int[] sizes, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * type.bits() / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            switch (type) {
                case INT8, UINT8, BOOL -> bytes.put((byte) value);
                case INT16 -> bytes.putShort((short) value);
                case INT32 -> bytes.putInt(value);
                default -> bytes.putLong(value);
            }
        }
        constants.add(new EspdlTensor(
                        name, Tensor.ofBytes(type, longs(sizes), bytes.flip()), ImmutableIntArray.copyOf(exponents), "")
                .withLayout(layout));
        return this;
    }

    /** An input that is left out. */
    public EspdlNodeTester without() {
        names.add("");
        return this;
    }

    /** An output; the sizes are what the file says. */
    public EspdlNodeTester output(DataType type, int exponent, int... sizes) {
        outputs.add(EspdlValue.of("y" + outputs.size(), type, shape(sizes), exponent));
        return this;
    }

    /** The graph of the node. */
    public EspdlGraph graph() {
        Node node = Node.of(
                "n", opType, names, outputs.stream().map(EspdlValue::name).toList(), attributes);
        ImmutableList.Builder<EspdlValue> values = ImmutableList.builder();
        return new EspdlGraph(
                "g",
                "",
                ImmutableList.of(node),
                ImmutableList.copyOf(constants),
                ImmutableList.copyOf(inputs),
                ImmutableList.copyOf(outputs),
                values.addAll(inputs).addAll(outputs).build(),
                ImmutableList.of(),
                ImmutableList.of());
    }

    /** The graph as a model. */
    public EspdlModel model() {
        return EspdlModel.of(graph(), ImmutableMap.of());
    }

    /** Computes everything. */
    public EspdlResult result() {
        return EspdlSimulator.of(graph(), facts()).run(arrays);
    }

    /** The chip's facts. */
    public TargetRuntime facts() {
        return Targets.load().get(target).require(Runtime.ESP_DL_3);
    }

    EspdlArray firstInput() {
        return arrays.values().iterator().next();
    }

    /** Computes the first output. */
    public EspdlArray run() {
        return result().value("y0");
    }

    /** Computes the first output's integers. */
    public int[] integers() {
        return run().toInts();
    }

    private static Shape shape(int[] sizes) {
        return Shape.of(longs(sizes));
    }

    private static long[] longs(int[] sizes) {
        return Arrays.stream(sizes).asLongStream().toArray();
    }
}
