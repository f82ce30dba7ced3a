package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.quant.BitWidth;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples from NumPy files, one array per model input; the first dimension of each array counts the samples. */
public final class NpySampleSource implements SampleSource {
    private static final System.Logger LOG = System.getLogger(NpySampleSource.class.getName());

    private static final int PIECE = 4096;

    private final ImmutableMap<String, Input> inputs;
    private final SampleRange.Rows rows;
    private final Preprocessing preprocessing;

    private NpySampleSource(ImmutableMap<String, Input> inputs, SampleRange.Rows rows, Preprocessing preprocessing) {
        this.inputs = inputs;
        this.rows = rows;
        this.preprocessing = preprocessing;
    }

    private record Input(NpyArray array, SampleLayout layout, Optional<ByteValues> byteValues) {
        int sampleLength() {
            return Math.toIntExact(Shape.elementCount(layout.sizes().toArray()));
        }
    }

    /**
     * Opens the samples of a model.
     *
     * @param graph whose inputs are fed; their names and sizes are checked against the arrays
     * @param data {@code FILE} for a model with one input, {@code NAME=FILE} once per input for others; see {@link NpyFile#open(String)}
     */
    public static NpySampleSource open(
            Graph graph, List<String> data, SampleRange samples, Preprocessing preprocessing) {
        ImmutableMap.Builder<String, Input> inputs = ImmutableMap.builder();
        DataArguments.parse(graph.inputs(), data).forEach((input, file) -> {
            NpyArray array = NpyFile.open(file);
            SampleLayout layout = SampleLayout.match(input, graph.shape(input), array);
            layout.note().ifPresent(note -> LOG.log(System.Logger.Level.INFO, note));
            inputs.put(input, new Input(array, layout, ByteValues.of(array.type(), preprocessing)));
        });
        ImmutableMap<String, Input> opened = inputs.buildOrThrow();
        return new NpySampleSource(opened, samples.of(commonCount(opened)), preprocessing);
    }

    /** What had to be changed to fit data and model, in words for the user; empty if nothing. */
    public ImmutableList<String> notes() {
        return inputs.values().stream()
                .flatMap(input -> input.layout().note().stream())
                .collect(ImmutableList.toImmutableList());
    }

    /** How many samples the files hold, chosen or not. */
    public long total() {
        return inputs.values().iterator().next().array().sizes().get(0);
    }

    @Override
    public int count() {
        return rows.count();
    }

    @Override
    public ImmutableMap<String, long[]> sampleSizes() {
        ImmutableMap.Builder<String, long[]> sizes = ImmutableMap.builder();
        inputs.forEach((name, input) -> sizes.put(name, input.layout().sizes().toArray()));
        return sizes.buildOrThrow();
    }

    @Override
    public ImmutableMap<String, FloatTensor> read(int from, int count) {
        ImmutableMap.Builder<String, FloatTensor> batch = ImmutableMap.builder();
        inputs.forEach((name, input) -> {
            int length = input.sampleLength();
            float[] values = new float[Math.multiplyExact(count, length)];
            for (int i = 0; i < count; i++) {
                input.array().readFloats(rows.row(from + i) * length, values, i * length, length);
            }
            preprocessing.apply(values, 0, values.length);
            long[] sizes = SampleSource.withBatch(count, input.layout().sizes().toArray());
            batch.put(name, FloatTensor.of(sizes, values));
        });
        return batch.buildOrThrow();
    }

    @Override
    public void read(int from, int count, Map<String, FloatBuffer> targets) {
        PieceReader pieces = new PieceReader(preprocessing);
        targets.forEach((name, target) -> {
            Input input = inputs.get(name);
            for (int i = 0; input != null && i < count; i++) {
                read(input, rows.row(from + i), target, i * input.sampleLength(), pieces);
            }
        });
    }

    /** One sample, in pieces that stay in the processor's nearest memory between the conversion, the preprocessing and the copy. */
    private static void read(Input input, long row, FloatBuffer target, int at, PieceReader pieces) {
        int length = input.sampleLength();
        for (int done = 0; done < length; done += PIECE) {
            int size = Math.min(PIECE, length - done);
            target.put(at + done, pieces.read(input, row * length + done, size), 0, size);
        }
    }

    /** Reads pieces of samples, into arrays that are used again. */
    private static final class PieceReader {
        private final Preprocessing preprocessing;
        private final float[] values = new float[PIECE];
        private final byte[] bytes = new byte[PIECE];

        PieceReader(Preprocessing preprocessing) {
            this.preprocessing = preprocessing;
        }

        float[] read(Input input, long first, int count) {
            Optional<ByteValues> byteValues = input.byteValues();
            if (byteValues.isPresent()) {
                input.array().readBytes(first, bytes, count);
                byteValues.get().lookUp(bytes, values, count);
            } else {
                input.array().readFloats(first, values, 0, count);
                preprocessing.apply(values, 0, count);
            }
            return values;
        }
    }

    /**
     * The stored numbers as the integers that a quantized model takes, without preprocessing, in the order of {@link #read}. An error
     * names the element that is not a whole number of that width.
     */
    public ImmutableMap<String, int[]> readIntegers(int from, int count, BitWidth bits) {
        if (!preprocessing.isNone()) {
            throw GraphException.because("data that already holds the input's integers cannot be normalized")
                    .fix("leave mean and std away")
                    .build();
        }
        ImmutableMap.Builder<String, int[]> batch = ImmutableMap.builder();
        inputs.forEach((name, input) -> {
            int length = input.sampleLength();
            int[] values = new int[Math.multiplyExact(count, length)];
            for (int i = 0; i < count; i++) {
                long first = rows.row(from + i) * length;
                input.array().readInts(first, values, i * length, length, bits.min(), bits.max());
            }
            batch.put(name, values);
        });
        return batch.buildOrThrow();
    }

    private static long commonCount(ImmutableMap<String, Input> inputs) {
        Input first = inputs.values().iterator().next();
        inputs.forEach((name, input) -> {
            if (input.array().sizes().get(0) != first.array().sizes().get(0)) {
                throw GraphException.because("inputs need the same number of samples; this file has "
                                + input.array().sizes().get(0) + ", "
                                + first.array().name() + " has "
                                + first.array().sizes().get(0))
                        .file(input.array().name())
                        .value(name)
                        .fix("cut the longer one")
                        .build();
            }
        });
        return first.array().sizes().get(0);
    }
}
