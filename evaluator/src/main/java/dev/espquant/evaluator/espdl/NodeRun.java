package dev.espquant.evaluator.espdl;

import dev.espquant.evaluator.engine.Scratch;
import java.util.List;
import java.util.Optional;

/** One node in one run: its inputs, its outputs and the count of sums that overflow. */
public final class NodeRun {
    private final Rounding rounding;
    private final Scratch scratch;
    private final List<Optional<EspdlArray>> inputs;
    private final EspdlArray[] outputs;
    private long overflows;

    NodeRun(Rounding rounding, Scratch scratch, List<Optional<EspdlArray>> inputs, EspdlArray[] outputs) {
        this.rounding = rounding;
        this.scratch = scratch;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    public Rounding rounding() {
        return rounding;
    }

    /** Memory of the running thread. */
    public Scratch scratch() {
        return scratch;
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

    /** Counts output elements of which a sum left its register on the way. */
    public void countOverflows(long count) {
        overflows += count;
    }

    /** Stores a real number in units of an integer output, rounded and saturated; in a float output as it is. */
    public void storeReal(EspdlArray output, int i, float value) {
        if (output.isReal()) {
            output.putReal(i, value);
        } else {
            output.putNearest(i, rounding.round(value));
        }
    }

    /** How many were counted. */
    public long overflows() {
        return overflows;
    }

    /** The same outputs with another input 0 and no other, and with a count of its own. */
    public NodeRun withInput(EspdlArray input) {
        return new NodeRun(rounding, scratch, List.of(Optional.of(input)), outputs);
    }
}
