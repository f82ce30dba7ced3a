package dev.espquant.evaluator.espdl;

import java.util.List;
import java.util.Optional;

/** One node in one run: its inputs, its outputs and the count of what saturates. */
public final class NodeRun {
    private final Rounding rounding;
    private final List<Optional<EspdlArray>> inputs;
    private final EspdlArray[] outputs;
    private long sums;
    private long results;

    NodeRun(Rounding rounding, List<Optional<EspdlArray>> inputs, EspdlArray[] outputs) {
        this.rounding = rounding;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    public Rounding rounding() {
        return rounding;
    }

    /** An input that is there. */
    public EspdlArray input(int i) {
        return optionalInput(i).orElseThrow();
    }

    /** An input; empty where it is left out. */
    public Optional<EspdlArray> optionalInput(int i) {
        return i < inputs.size() ? inputs.get(i) : Optional.empty();
    }

    /** An output to fill; zeros at first. */
    public EspdlArray output(int i) {
        return outputs[i];
    }

    public int outputCount() {
        return outputs.length;
    }

    /** Takes an array in place of the one that was allocated for an output. */
    public void replaceOutput(int i, EspdlArray array) {
        outputs[i] = array;
    }

    /** Counts sums that left their register. */
    public void countSums(long count) {
        sums += count;
    }

    /** Stores an integer in an output: the nearest one that its type holds. */
    public void store(EspdlArray output, int i, long value) {
        long kept = Range.of(output.type()).saturate(value);
        if (kept != value) {
            results++;
        }
        output.put(i, kept);
    }

    /** Stores a real number in units of an integer output, rounded and saturated; in a float output as it is. */
    public void storeReal(EspdlArray output, int i, float value) {
        if (output.isReal()) {
            output.putReal(i, value);
        } else {
            store(output, i, rounding.round(value));
        }
    }

    Saturation saturation() {
        return new Saturation(sums, results);
    }
}
