package dev.espquant.evaluator.plan;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives values memory: a buffer is free again behind the last step that reads it, and the next value of the same kind takes the one that fits best.
 */
final class BufferPlanner {
    private final List<PlannedValue> values;
    private final List<Step> steps;
    private final int[] buffers;
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Storage> storages = new ArrayList<>();

    private BufferPlanner(List<PlannedValue> values, List<Step> steps) {
        this.values = values;
        this.steps = steps;
        this.buffers = new int[values.size()];
        Arrays.fill(buffers, -1);
    }

    /**
     * Which buffer each value lies in.
     *
     * @param buffers by value; -1 for a value that no step touches
     * @param lengths elements of each buffer for one run
     * @param storages of each buffer
     */
    record Assignment(ImmutableIntArray buffers, List<Integer> lengths, List<Storage> storages) {}

    /** Plans memory for steps in order; values that no step writes are inputs and there from the start. */
    static Assignment assign(List<PlannedValue> values, List<Step> steps) {
        return new BufferPlanner(values, steps).assign();
    }

    private Assignment assign() {
        int[] lastRead = new int[values.size()];
        Arrays.fill(lastRead, -1);
        boolean[] written = new boolean[values.size()];
        for (int step = 0; step < steps.size(); step++) {
            int at = step;
            steps.get(step).inputs().forEach(value -> lastRead[value] = at);
            steps.get(step).outputs().forEach(value -> {
                written[value] = true;
                lastRead[value] = at;
            });
        }
        List<Integer> free = new ArrayList<>();
        for (int value = 0; value < values.size(); value++) {
            if (!written[value]) {
                buffers[value] = take(value, free);
            }
        }
        for (int step = 0; step < steps.size(); step++) {
            steps.get(step).outputs().forEach(output -> buffers[output] = take(output, free));
            for (int value = 0; value < buffers.length; value++) {
                if (lastRead[value] == step && buffers[value] >= 0) {
                    free.add(buffers[value]);
                }
            }
        }
        return new Assignment(ImmutableIntArray.copyOf(buffers), List.copyOf(lengths), List.copyOf(storages));
    }

    private int take(int value, List<Integer> free) {
        int elements = values.get(value).layout().elements();
        int best = -1;
        for (int buffer : free) {
            boolean fits = storages.get(buffer) == values.get(value).storage();
            if (fits && (best < 0 || waste(buffer, elements) < waste(best, elements))) {
                best = buffer;
            }
        }
        if (best < 0) {
            lengths.add(elements);
            storages.add(values.get(value).storage());
            return lengths.size() - 1;
        }
        free.remove((Integer) best);
        lengths.set(best, Math.max(lengths.get(best), elements));
        return best;
    }

    /** How much a buffer is too long, or has to grow, for so many elements. */
    private int waste(int buffer, int elements) {
        return Math.abs(lengths.get(buffer) - elements);
    }
}
