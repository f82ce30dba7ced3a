package dev.espquant.cli;

import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlSimulator;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.espdl.EspdlGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Arrays from files as inputs of an {@code .espdl} graph: integers as they are, real numbers quantized as the chip would. */
final class RunInputs {
    private final EspdlGraph graph;
    private final EspdlSimulator simulator;
    private final Rounding rounding;

    RunInputs(EspdlGraph graph, EspdlSimulator simulator, Rounding rounding) {
        this.graph = graph;
        this.simulator = simulator;
        this.rounding = rounding;
    }

    /**
     * Reads arguments of the form {@code NAME=X.npy}; {@code X.npy} alone does for a graph with one input.
     *
     * @throws GraphException if a name, type or shape does not fit the graph
     */
    Map<String, EspdlArray> read(List<String> arguments) {
        Map<String, EspdlArray> inputs = new LinkedHashMap<>();
        for (String argument : arguments) {
            String name = name(argument);
            String location = argument.startsWith(name + "=") ? argument.substring(name.length() + 1) : argument;
            if (inputs.put(name, array(name, NpyFile.open(location))) != null) {
                throw GraphException.because("input '" + name + "' is given twice")
                        .fix("give each input once")
                        .buildInvalidRequest();
            }
        }
        return inputs;
    }

    /** Names of inputs may hold an equals sign themselves: the longest that fits is meant. */
    private String name(String argument) {
        String best = "";
        for (var input : graph.inputs()) {
            if (argument.startsWith(input.name() + "=") && input.name().length() > best.length()) {
                best = input.name();
            }
        }
        if (best.isEmpty() && graph.inputs().size() == 1 && argument.indexOf('=') < 0) {
            best = graph.inputs().get(0).name();
        }
        if (best.isEmpty()) {
            throw GraphException.because("'" + argument + "' names no input of the graph")
                    .fix("write NAME=FILE.npy, with one of the names "
                            + String.join(
                                    ", ",
                                    graph.inputs().stream().map(v -> v.name()).toList()))
                    .buildInvalidRequest();
        }
        return best;
    }

    private EspdlArray array(String name, NpyArray array) {
        ArrayType type = simulator.inputType(name);
        if (!array.sizes().asList().equals(sizes(type))) {
            throw wrong(name, array, "has the shape " + array.sizes(), type);
        }
        int count = Math.toIntExact(array.elementCount());
        if (array.type().isFloating()) {
            float[] values = new float[count];
            array.readFloats(0, values, 0, count);
            return quantized(type, values);
        }
        if (type.isReal() || array.type() != npyType(type.type())) {
            throw wrong(name, array, "holds " + array.type().name().toLowerCase(Locale.ROOT), type);
        }
        EspdlArray result = EspdlArray.zeros(type.type(), type.toSizes(), type.exponent());
        int[] values = new int[count];
        array.readInts(0, values, 0, count, Integer.MIN_VALUE, Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            result.put(i, values[i]);
        }
        return result;
    }

    private EspdlArray quantized(ArrayType type, float[] values) {
        if (type.isReal()) {
            return EspdlArray.ofFloats(type.toSizes(), values);
        }
        EspdlArray result = EspdlArray.zeros(type.type(), type.toSizes(), type.exponent());
        rounding.quantize(values, result);
        return result;
    }

    private static List<Long> sizes(ArrayType type) {
        return type.sizes().stream().asLongStream().boxed().toList();
    }

    /** The NumPy type that holds elements of a type as they are. */
    static NpyType npyType(DataType type) {
        return switch (type) {
            case BOOL -> NpyType.BOOL;
            case UINT8 -> NpyType.UINT8;
            case INT8 -> NpyType.INT8;
            case UINT16 -> NpyType.UINT16;
            case INT16 -> NpyType.INT16;
            case UINT32 -> NpyType.UINT32;
            case INT32 -> NpyType.INT32;
            case INT64 -> NpyType.INT64;
            default -> NpyType.FLOAT32;
        };
    }

    private static GraphException wrong(String name, NpyArray array, String what, ArrayType type) {
        return GraphException.because("it " + what + "; input '" + name + "' is " + type)
                .file(array.name())
                .fix("give integers of that type, or real numbers, in the runtime's layout and shape")
                .build();
    }
}
