package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.EvaluationReport;

/**
 * How a model fared.
 *
 * @param calibrationSamples how many calibrated it
 * @param overlapping how many of the samples that judge it calibrated it too
 * @param reports by title of the mode, in the order of the table; at least one
 */
record CaseResult(
        AccuracyCase judged, int calibrationSamples, int overlapping, ImmutableMap<String, EvaluationReport> reports) {

    /** Any report; what it says of the float model is true of all. */
    EvaluationReport first() {
        return reports.values().iterator().next();
    }
}
