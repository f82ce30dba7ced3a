package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.espdl.EspdlProgram;
import dev.espquant.evaluator.kernel.Kernels;
import dev.espquant.ir.Graph;
import dev.espquant.quant.QuantizedGraph;

/**
 * A quantized graph compiled for batches: steps over values in planned memory. Made once, then run by any number of threads, each with a workspace
 * of its own. Immutable.
 */
public final class ExecutionPlan {
    /** Bytes of values that are alive at once, in one piece of a batch: what a second-level cache holds beside weights. */
    private static final int PIECE_BYTES = 1 << 20;

    /** More images than this at once gain nothing. */
    private static final int MOST_IMAGES = 64;

    private final ImmutableList<PlannedValue> values;
    private final ImmutableList<Step> steps;
    private final ImmutableMap<String, Integer> numbers;
    private final ImmutableSet<String> absorbed;
    private final BufferPlanner.Assignment memory;
    private final int nodes;

    ExecutionPlan(
            ImmutableList<PlannedValue> values,
            ImmutableList<Step> steps,
            ImmutableMap<String, Integer> numbers,
            ImmutableSet<String> absorbed,
            int nodes) {
        this.values = values;
        this.steps = steps;
        this.numbers = numbers;
        this.absorbed = absorbed;
        this.memory = BufferPlanner.assign(values, steps);
        this.nodes = nodes;
    }

    /**
     * Compiles a graph.
     *
     * @param graph the graph with all shapes known for one run
     * @param keep values that somebody will read: no activation makes them disappear
     * @throws dev.espquant.ir.GraphException if a kernel cannot compute its node
     */
    public static ExecutionPlan compile(
            QuantizedGraph quantized, Graph graph, Kernels kernels, Engine engine, ImmutableSet<String> keep) {
        return compile(QuantizedFrontEnd.of(quantized, graph, kernels), engine, keep);
    }

    /**
     * Compiles a graph that ESP-DL 3.x runs, in the layout in which it does.
     *
     * @param channelsLast ONNX's sizes of values that the runtime has with channels last: they are written and read in ONNX's order, all others
     *     in the runtime's
     * @param keep values that somebody will read
     */
    public static ExecutionPlan compile(
            EspdlProgram program,
            ImmutableMap<String, ImmutableLongArray> channelsLast,
            Engine engine,
            ImmutableSet<String> keep) {
        return compile(new EspdlFrontEnd(program, channelsLast), engine, keep);
    }

    private static ExecutionPlan compile(FrontEnd frontEnd, Engine engine, ImmutableSet<String> keep) {
        return new PlanCompiler(frontEnd, engine, keep).compile();
    }

    /**
     * Compiles a graph for its operators' own kernels alone, image by image, every value in plain integers: the specification of all others, and the
     * way of kernels that leave more than a value's width.
     */
    public static ExecutionPlan reference(QuantizedGraph quantized, Graph graph, Kernels kernels) {
        ImmutableSet<String> all = quantized.values().keySet();
        return compile(QuantizedFrontEnd.reference(quantized, graph, kernels), Engine.plain(), all);
    }

    /** Values that are never computed, because the layer before computes what follows them. */
    public ImmutableSet<String> absorbed() {
        return absorbed;
    }

    /** The number of nodes whose overflows a run counts, in the graph's order. */
    public int nodes() {
        return nodes;
    }

    /** What a run does, one after the other. */
    ImmutableList<Step> steps() {
        return steps;
    }

    /** How many images a workspace computes at once so that its values stay in the cache. */
    public int pieceImages() {
        long bytes = 0;
        for (Step step : steps) {
            long read = step.inputs().stream().mapToLong(this::bytes).sum();
            long written = step.outputs().stream().mapToLong(this::bytes).sum();
            bytes = Math.max(bytes, read + written);
        }
        return (int) Math.max(1, Math.min(MOST_IMAGES, PIECE_BYTES / Math.max(1, bytes)));
    }

    private long bytes(int value) {
        return (long) values.get(value).layout().elements()
                * values.get(value).storage().bytes();
    }

    /** Memory for so many images at once. */
    public Workspace workspace(int images) {
        return new Workspace(images);
    }

    /** What a caller does with a value as soon as it is there. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Receives a value of the images of a piece.
         *
         * @param name the value
         * @param reader copies it out; of use until the listener returns
         */
        void accept(String name, ValueReader reader);
    }

    /** Copies a value of one image out, in ONNX's order; in the runtime's where the graph was in that from the start. */
    public interface ValueReader {
        /** Writes the integers of an image of the piece from an index on. */
        void read(int image, int[] to, int toIndex);

        /** Writes the real numbers of an image of a value that the runtime has in floats. */
        void readReals(int image, float[] to, int toIndex);
    }

    private record BufferReader(Layout layout, QuantizedBuffer buffer) implements ValueReader {
        @Override
        public void read(int image, int[] to, int toIndex) {
            layout.write(buffer, image * layout.elements(), to, toIndex);
        }

        @Override
        public void readReals(int image, float[] to, int toIndex) {
            System.arraycopy(buffer.reals(), image * layout.elements(), to, toIndex, layout.elements());
        }
    }

    /** The memory of one thread. */
    public final class Workspace {
        private final int images;
        private final ImmutableList<QuantizedBuffer> buffers;
        private final ImmutableList<ImmutableList<QuantizedBuffer>> inputs;
        private final ImmutableList<ImmutableList<QuantizedBuffer>> outputs;
        private final Scratch scratch = new Scratch();

        private Workspace(int images) {
            this.images = images;
            ImmutableList.Builder<QuantizedBuffer> built = ImmutableList.builder();
            for (int i = 0; i < memory.lengths().size(); i++) {
                int length = Math.multiplyExact(images, memory.lengths().get(i));
                built.add(QuantizedBuffer.allocate(memory.storages().get(i), length));
            }
            this.buffers = built.build();
            this.inputs = steps.stream().map(step -> buffers(step.inputs())).collect(ImmutableList.toImmutableList());
            this.outputs = steps.stream().map(step -> buffers(step.outputs())).collect(ImmutableList.toImmutableList());
        }

        /** Images that fit. */
        public int images() {
            return images;
        }

        /** Puts an image of an input, in ONNX's order, at its place in the piece. */
        public void write(String input, int image, int[] from, int fromIndex) {
            int value = number(input);
            Layout layout = values.get(value).layout();
            layout.read(from, fromIndex, buffer(value), image * layout.elements());
        }

        /** Puts an image of an input of real numbers at its place in the piece. */
        public void writeReals(String input, int image, float[] from, int fromIndex) {
            int value = number(input);
            int elements = values.get(value).layout().elements();
            System.arraycopy(from, fromIndex, buffer(value).reals(), image * elements, elements);
        }

        /**
         * Computes a piece.
         *
         * @param count images that were written
         * @param overflows receives, added, how many sums of each node left their lane
         * @param listener sees every input, then every value as it is computed
         */
        public void run(int count, long[] overflows, Listener listener) {
            numbers.forEach((name, value) -> {
                if (isInput(value)) {
                    listener.accept(name, reader(value));
                }
            });
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                overflows[step.node()] += runStep(i, count);
                step.outputs().forEach(output -> tell(output, listener));
            }
        }

        /** Computes one step alone, for so many images, and returns its overflows. */
        long runStep(int index, int count) {
            Step step = steps.get(index);
            return step.kernel().run(inputs.get(index), outputs.get(index), count * step.images(), scratch);
        }

        private void tell(int output, Listener listener) {
            String name = values.get(output).name();
            if (number(name) == output) {
                listener.accept(name, reader(output));
            }
        }

        private ValueReader reader(int value) {
            return new BufferReader(values.get(value).layout(), buffer(value));
        }

        private ImmutableList<QuantizedBuffer> buffers(ImmutableIntArray numbers) {
            return numbers.stream().mapToObj(this::buffer).collect(ImmutableList.toImmutableList());
        }

        private QuantizedBuffer buffer(int value) {
            return buffers.get(memory.buffers().get(value));
        }
    }

    private boolean isInput(int value) {
        return steps.stream().noneMatch(step -> step.outputs().contains(value));
    }

    private int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("not a value of the plan: " + name);
        }
        return number;
    }
}
