package dev.espquant.evaluator;

import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.quant.QuantizationTable;
import java.util.Optional;

/**
 * How many of the samples that judge a model were also used to calibrate it, found by their content. Such samples make the accuracy look
 * better than it is.
 *
 * @param overlapping samples of the evaluation that are calibration samples
 * @param evaluated all samples of the evaluation
 */
public record SampleOverlap(int overlapping, int evaluated) {

    /** Compares samples with those that a table remembers; an imported table remembers none. */
    public static SampleOverlap of(QuantizationTable table, SampleSource samples) {
        ImmutableSet<String> known = ImmutableSet.copyOf(table.sampleHashes());
        int overlapping = 0;
        for (int i = 0; !known.isEmpty() && i < samples.count(); i++) {
            overlapping += known.contains(samples.contentHash(i)) ? 1 : 0;
        }
        return new SampleOverlap(overlapping, samples.count());
    }

    /** What a user must know; empty if no sample is used twice. */
    public Optional<String> warning() {
        return overlapping == 0
                ? Optional.empty()
                : Optional.of(overlapping + " of " + evaluated + " evaluation samples are calibration samples too: the"
                        + " accuracy may be too good. Leave them out with --samples, or evaluate on other data");
    }
}
