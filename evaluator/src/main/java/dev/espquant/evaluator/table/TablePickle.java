package dev.espquant.evaluator.table;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.evaluator.table.PickleValue.Array;
import dev.espquant.evaluator.table.PickleValue.Real;
import dev.espquant.evaluator.table.PickleValue.Whole;
import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Espressif's form of a quantization table: a pickled Python dictionary (protocol 3) from tensor name to scale, {@code 2^exponent}.
 * Activations and per-tensor biases are NumPy scalars, weights and per-channel biases arrays, slopes of LeakyRelu and PRelu plain floats.
 *
 * <p>Reading cannot execute anything: see {@link PickleReader}.
 */
public final class TablePickle {
    private static final int MAX_BYTES = 1 << 24;
    private static final int MAX_SCALES = 1 << 22;
    private static final Set<String> WITH_FILTER = Set.of("Conv", "Gemm", "ConvTranspose");
    private static final Set<String> WITH_SLOPE = Set.of("LeakyRelu", "PRelu");

    private TablePickle() {}

    /** Reads a table; the result says what had to be assumed. {@link GraphException} for whatever is no dictionary of numbers. */
    public static ImportedTable read(Path file, ImportOptions options) {
        return parse(JsonFiles.bytes(file, MAX_BYTES), file.toString(), options);
    }

    static ImportedTable parse(byte[] pickle, String file, ImportOptions options) {
        Map<String, ScaleDictionary.Numbers> numbers = new LinkedHashMap<>();
        int scales = 0;
        for (Map.Entry<String, PickleValue> entry :
                PickleReader.read(pickle, file).entrySet()) {
            ScaleDictionary.Numbers value = numbers(entry.getValue())
                    .orElseThrow(() -> GraphException.because(
                                    "a pickled table has a number or an array of numbers for each tensor")
                            .file(file)
                            .value(entry.getKey())
                            .fix("check that this is the file you mean")
                            .build());
            scales += value.values().length();
            if (scales > MAX_SCALES) {
                throw GraphException.because("no table has more than " + MAX_SCALES + " scales")
                        .file(file)
                        .fix("check that this is the file you mean")
                        .build();
            }
            numbers.put(entry.getKey(), value);
        }
        return new ScaleDictionary(file, numbers).toTable(options);
    }

    private static Optional<ScaleDictionary.Numbers> numbers(PickleValue value) {
        if (value instanceof Real real) {
            return Optional.of(ScaleDictionary.scalar(real.value()));
        }
        if (value instanceof Whole whole) {
            return Optional.of(ScaleDictionary.scalar((double) whole.value()));
        }
        return value instanceof Array array && array.values != null
                ? Optional.of(new ScaleDictionary.Numbers(array.values, /* array= */ true))
                : Optional.empty();
    }

    /**
     * Writes a table for Espressif's tools.
     *
     * @param graph the model of the table: tells weights, which are arrays even with one scale, from activations
     */
    public static void write(QuantizationTable table, Graph graph, Path file) throws IOException {
        byte[] bytes = toBytes(table, graph);
        AtomicFiles.write(file, out -> out.write(bytes));
    }

    /** Writes a table without its model: what has one scale becomes a scalar. Python code that multiplies by it does not notice. */
    public static void write(QuantizationTable table, Path file) throws IOException {
        write(table, Graph.builder("").build(), file);
    }

    static byte[] toBytes(QuantizationTable table, Graph graph) {
        Set<String> arrays = new HashSet<>();
        Set<String> floats = new HashSet<>();
        boolean perChannel = table.scheme().granularity() == Granularity.PER_CHANNEL;
        for (Node node : graph.nodes()) {
            if (WITH_FILTER.contains(node.opType())) {
                node.input(1).ifPresent(arrays::add);
                node.input(2).filter(bias -> perChannel).ifPresent(arrays::add);
            } else if (WITH_SLOPE.contains(node.opType())) {
                floats.add(node.input(1).orElse(node.name() + "_alpha"));
            }
        }
        Map<String, PickleWriter.Item> items = new LinkedHashMap<>();
        table.tensors().forEach((tensor, entry) -> {
            double[] scales = entry.exponents().stream()
                    .mapToDouble(e -> Math.scalb(1.0, e))
                    .toArray();
            boolean array = scales.length > 1 || arrays.contains(tensor);
            PickleWriter.Kind single = floats.contains(tensor) ? PickleWriter.Kind.FLOAT : PickleWriter.Kind.SCALAR;
            items.put(
                    tensor,
                    new PickleWriter.Item(
                            array ? PickleWriter.Kind.ARRAY : single, ImmutableDoubleArray.copyOf(scales)));
        });
        return new PickleWriter().write(items);
    }
}
