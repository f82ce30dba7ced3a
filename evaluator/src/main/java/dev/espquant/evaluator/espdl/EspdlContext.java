package dev.espquant.evaluator.espdl;

import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.IntegerPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node of an {@code .espdl} graph, as its kernel sees it: types of inputs and outputs, constants, and the chip's facts. */
public final class EspdlContext {
    private final TargetRuntime facts;
    private final Node node;
    private final Map<String, ArrayType> types;
    private final Map<String, EspdlTensor> constants;
    private final Map<Integer, ArrayType> outputs = new HashMap<>();

    EspdlContext(TargetRuntime facts, Node node, Map<String, ArrayType> types, Map<String, EspdlTensor> constants) {
        this.facts = facts;
        this.node = node;
        this.types = types;
        this.constants = constants;
    }

    public Node node() {
        return node;
    }

    public Rounding rounding() {
        return Rounding.of(facts);
    }

    /** Whether filters, and the right operands of matrix products, are interleaved in blocks of one vector. */
    public boolean blocked() {
        return facts.filterLayout().blocked();
    }

    /** Whether filters may have one exponent for each output channel. */
    public boolean perChannel() {
        return facts.schemes().stream().anyMatch(scheme -> scheme.granularity() == Granularity.PER_CHANNEL);
    }

    /** The chip's integer path for elements of a type; an error unless they are int8 or int16. */
    public IntegerPath path(DataType type) {
        return EspDl3.arithmetic(facts).path(width(type));
    }

    /** The width of int8 or int16 elements; an error for any other type. */
    public BitWidth width(DataType type) {
        return Arrays.stream(BitWidth.values())
                .filter(bits -> bits.dataType() == type)
                .findFirst()
                .orElseThrow(() -> error(
                        "it computes with int8 and int16, found " + type.onnxName(),
                        "quantize its input to int8 or int16"));
    }

    public boolean hasInput(int i) {
        return node.input(i).isPresent();
    }

    /** The type of an input that must be there. */
    public ArrayType input(int i) {
        String name = node.input(i).orElseThrow(() -> error("input " + i + " is missing", "export the model again"));
        return type(name);
    }

    /** The type of an output; its sizes are those of the file as long as {@link #setOutput} has not stated others. */
    public ArrayType output(int i) {
        ArrayType stated = outputs.get(i);
        return stated == null ? declared(i) : stated;
    }

    private ArrayType declared(int i) {
        return type(node.outputs().get(i));
    }

    private ArrayType type(String name) {
        ArrayType type = types.get(name);
        if (type == null) {
            throw GraphException.because("the file's list of values does not tell its type, shape and exponent")
                    .node(node)
                    .value(name)
                    .fix("export the model again")
                    .build();
        }
        return type;
    }

    /** The constant at an input; empty where it is left out or computed. */
    public Optional<EspdlTensor> constant(int i) {
        return node.input(i).map(constants::get);
    }

    /** The constant of that name, such as a table. */
    public Optional<EspdlTensor> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    /** The integers of an input that must be constant where it is there: axes, starts, pads; empty where it is left out. */
    public Optional<long[]> longs(int i) {
        return hasInput(i)
                ? Optional.of(constant(i)
                        .map(EspdlTensor::elements)
                        .map(Tensor::toLongs)
                        .orElseThrow(() -> error("input " + i + " is not constant", "fold constants before exporting")))
                : Optional.empty();
    }

    /** A list of integers as an attribute; of a default for each axis where it is absent. */
    public int[] ints(String attribute, int count, int defaultValue) {
        int[] values = node.intsAttribute(attribute)
                .map(longs -> Arrays.stream(longs).mapToInt(this::size).toArray())
                .orElseGet(() -> {
                    int[] defaults = new int[count];
                    Arrays.fill(defaults, defaultValue);
                    return defaults;
                });
        require(
                values.length == count,
                "attribute '" + attribute + "' has " + values.length + " numbers, " + count + " are needed",
                "export the model again");
        return values;
    }

    private int size(long value) {
        require(Math.abs(value) <= 1 << 24, "an attribute holds " + value, "export the model again");
        return (int) value;
    }

    /** An axis counted from the front. */
    public int axis(long given, int rank) {
        long axis = given < 0 ? given + rank : given;
        require(
                axis >= 0 && axis < rank,
                "axis " + given + " does not exist in rank " + rank,
                "export the model again");
        return (int) axis;
    }

    /**
     * States the sizes of an output as they follow from the inputs. The runtime computes them too, and does not look at those in the file, which some
     * of Espressif's own files have wrong behind a Transpose.
     */
    public void setOutput(int i, int... sizes) {
        ArrayType declared = declared(i);
        outputs.put(i, ArrayType.of(node.outputs().get(i), declared, sizes));
    }

    /** What a node of one output makes of an array at input 0, beside its constants; the output has the array's sizes. */
    public EspdlArray apply(PreparedNode kernel, EspdlArray input) {
        List<Optional<EspdlArray>> inputs = new ArrayList<>();
        inputs.add(Optional.of(input));
        for (int i = 1; i < node.inputs().size(); i++) {
            inputs.add(constant(i)
                    .filter(tensor -> tensor.type().isInteger() || tensor.type() == DataType.FLOAT)
                    .map(EspdlArray::of));
        }
        EspdlArray output =
                EspdlArray.zeros(output(0).type(), input.sizes(), output(0).exponent());
        NodeRun run = new NodeRun(rounding(), new Scratch(), inputs, new EspdlArray[] {output});
        kernel.run(run);
        return run.output(0);
    }

    /** Whether an input is there and computed when the graph runs. */
    public boolean isComputed(int i) {
        return hasInput(i) && constant(i).isEmpty();
    }

    /** Whether values are int8 or int16. */
    public static boolean isQuantized(ArrayType type) {
        return Arrays.stream(BitWidth.values()).anyMatch(bits -> bits.dataType() == type.type());
    }

    /** Throws an error about this node unless a condition holds. */
    public void require(boolean condition, String rule, String fix) {
        if (!condition) {
            throw error(rule, fix);
        }
    }

    /** An error about this node. */
    public GraphException error(String rule, String fix) {
        return GraphException.because(rule).node(node).fix(fix).build();
    }
}
