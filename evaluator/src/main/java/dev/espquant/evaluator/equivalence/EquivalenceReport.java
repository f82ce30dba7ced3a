package dev.espquant.evaluator.equivalence;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Optional;

/**
 * What came of running two models side by side.
 *
 * @param outputs one entry for each output that was compared, in the order of the graph
 * @param runs on how many inputs
 * @param notCompared outputs of kinds that are not compared: sequences, optional values, rare element types
 */
public record EquivalenceReport(ImmutableList<OutputDifference> outputs, int runs, ImmutableList<String> notCompared) {

    public boolean isEquivalent() {
        return outputs.stream().allMatch(OutputDifference::isWithinTolerance);
    }

    /** The output that is farthest off for its tolerance; empty if none was compared. */
    public Optional<OutputDifference> worst() {
        return outputs.stream().max(Comparator.comparing(OutputDifference::excess));
    }

    /** The result in one line. */
    public String summary() {
        return worst().map(w -> (isEquivalent() ? "equal in " : "not equal in ") + runs + " runs: " + w)
                .orElse("no output could be compared");
    }
}
