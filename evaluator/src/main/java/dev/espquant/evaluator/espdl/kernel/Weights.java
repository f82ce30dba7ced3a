package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.quant.BitWidth;

/**
 * Weights in plain order: output channel by output channel, each with its {@code length} elements in the order of height, width and input
 * channel.
 */
final class Weights {
    private final int[] values;
    private final int outputs;
    private final int length;

    Weights(int[] values, int outputs, int length) {
        this.values = values;
        this.outputs = outputs;
        this.length = length;
    }

    int[] values() {
        return values;
    }

    int outputs() {
        return outputs;
    }

    int length() {
        return length;
    }

    /** Brings elements from memory order into plain order. */
    static Weights of(EspdlArray memory, int first, int[] places, int outputs) {
        int[] values = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = (int) memory.integer(first + places[i]);
        }
        return new Weights(values, outputs, outputs == 0 ? 0 : places.length / outputs);
    }

    /** What the products of one output channel with inputs of a width add up to at most, in magnitude. */
    long bound(int output, BitWidth inputs) {
        long sum = 0;
        for (int i = output * length; i < (output + 1) * length; i++) {
            sum += Math.abs((long) values[i]);
        }
        return sum * -(long) inputs.min();
    }
}
