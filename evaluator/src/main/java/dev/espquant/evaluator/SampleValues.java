package dev.espquant.evaluator;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.plan.ExecutionPlan;
import dev.espquant.ir.DataType;
import dev.espquant.lowering.DraftValue;
import java.util.Optional;

/** One value of many runs, in the order of ONNX, one run behind the other; converts to and from the layout of the runtime. */
final class SampleValues {
    private final DraftValue value;
    private final int elements;
    private final int[] order;
    private final int[] integers;
    private final float[] reals;

    /** Room for the results of some runs. */
    SampleValues(DraftValue value, int runs) {
        this(
                value,
                value.type() == DataType.FLOAT ? new int[0] : new int[runs * count(value)],
                value.type() == DataType.FLOAT ? new float[runs * count(value)] : new float[0]);
    }

    /** The integers of an input. */
    SampleValues(DraftValue value, int[] integers) {
        this(value, integers, new float[0]);
    }

    private SampleValues(DraftValue value, int[] integers, float[] reals) {
        this.value = value;
        this.integers = integers;
        this.reals = reals;
        this.elements = count(value);
        this.order = value.layout().isIdentity() ? new int[0] : order(value);
    }

    private static int count(DraftValue value) {
        return Math.toIntExact(value.sizes().stream().reduce(1, (a, b) -> a * b));
    }

    /** For every element in memory: where it stands in the order of ONNX. */
    private static int[] order(DraftValue value) {
        ImmutableLongArray onnx = value.sizes();
        ImmutableLongArray memory = value.memorySizes();
        int rank = onnx.length();
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            strides[value.layout().position(axis)] = stride;
            stride = Math.toIntExact(stride * onnx.get(axis));
        }
        int[] order = new int[stride];
        for (int i = 0; i < order.length; i++) {
            int rest = i;
            for (int position = rank - 1; position >= 0; position--) {
                int size = Math.toIntExact(memory.get(position));
                order[i] += rest % size * strides[position];
                rest /= size;
            }
        }
        return order;
    }

    /** Hands the integers of some runs to a workspace. */
    void write(String name, int firstRun, int runs, ExecutionPlan.Workspace workspace) {
        int[] memory = new int[order.length];
        for (int run = 0; run < runs; run++) {
            int base = (firstRun + run) * elements;
            for (int i = 0; i < memory.length; i++) {
                memory[i] = integers[base + order[i]];
            }
            workspace.write(name, run, order.length == 0 ? integers : memory, order.length == 0 ? base : 0);
        }
    }

    /** Takes over what some runs computed. */
    void read(int firstRun, int runs, ExecutionPlan.ValueReader reader) {
        for (int run = 0; run < runs; run++) {
            int base = (firstRun + run) * elements;
            if (value.type() == DataType.FLOAT) {
                readReals(run, reader, base);
            } else {
                readIntegers(run, reader, base);
            }
        }
    }

    private void readIntegers(int run, ExecutionPlan.ValueReader reader, int base) {
        if (order.length == 0) {
            reader.read(run, integers, base);
            return;
        }
        int[] memory = new int[order.length];
        reader.read(run, memory, 0);
        for (int i = 0; i < memory.length; i++) {
            integers[base + order[i]] = memory[i];
        }
    }

    private void readReals(int run, ExecutionPlan.ValueReader reader, int base) {
        if (order.length == 0) {
            reader.readReals(run, reals, base);
            return;
        }
        float[] memory = new float[order.length];
        reader.readReals(run, memory, 0);
        for (int i = 0; i < memory.length; i++) {
            reals[base + order[i]] = memory[i];
        }
    }

    /** All runs, along the first axis; empty for real numbers. */
    Optional<IntTensor> integers() {
        return value.type() == DataType.FLOAT
                ? Optional.empty()
                : Optional.of(IntTensor.of(all(integers.length), integers));
    }

    /** All runs, along the first axis; empty for integers. */
    Optional<FloatTensor> reals() {
        return value.type() == DataType.FLOAT
                ? Optional.of(FloatTensor.of(all(reals.length), reals))
                : Optional.empty();
    }

    private long[] all(int total) {
        long[] result = value.sizes().isEmpty() ? new long[] {1} : value.sizes().toArray();
        result[0] *= elements == 0 ? 0 : total / elements;
        return result;
    }
}
