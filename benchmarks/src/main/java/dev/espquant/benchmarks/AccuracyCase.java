package dev.espquant.benchmarks;

import java.util.Optional;

/**
 * A model and the samples that judge it.
 *
 * @param title of the rows it gives
 * @param model path below the data folder
 * @param importedTable path of a table that somebody else calibrated, judged too; empty for none
 */
record AccuracyCase(
        String title, String model, SampleSet calibration, SampleSet evaluation, Optional<String> importedTable) {
    static AccuracyCase of(String title, String model, SampleSet calibration, SampleSet evaluation) {
        return new AccuracyCase(title, model, calibration, evaluation, Optional.empty());
    }

    AccuracyCase withImportedTable(String table) {
        return new AccuracyCase(title, model, calibration, evaluation, Optional.of(table));
    }
}
