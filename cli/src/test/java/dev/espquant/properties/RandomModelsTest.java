package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Laws} on random models; {@link Journeys} says how to try more of them. */
class RandomModelsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void most_models_are_carried_out_in_every_mode() {
        assertThat(Journeys.all()).hasSizeGreaterThan(4 * Journeys.tries());
    }

    @Test
    void simulator_equals_the_plain_definition_on_every_chip() {
        Journeys.each(Laws::simulatorEqualsThePlainDefinitionOnEveryChip);
    }

    @Test
    void dequantized_values_lie_within_the_bound_that_exponents_imply() {
        Journeys.each(Laws::dequantizedValuesLieWithinTheBoundThatExponentsImply);
    }

    @Test
    void exported_coefficients_read_back_to_the_same_integers() {
        Journeys.each(journey -> Laws.exportedCoefficientsReadBackToTheSameIntegers(journey, folder));
    }

    @Test
    void images_and_threads_do_not_influence_each_other() {
        Journeys.each(Laws::imagesAndThreadsDoNotInfluenceEachOther);
    }

    @Test
    void tables_survive_json_and_pickle() {
        Journeys.each(journey -> Laws.tablesSurviveJsonAndPickle(journey, folder));
    }

    @Test
    void calibration_does_not_depend_on_batches_or_threads() {
        Journeys.each(Laws::calibrationDoesNotDependOnBatchesOrThreads);
    }
}
