package dev.espquant.properties;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/**
 * {@link Laws} on random models. A model is drawn from a seed, which a failure prints. Raise {@code TRIES} to look at more of
 * them, change {@code SEED} to look at others.
 */
class RandomModelsTest {
    private static final int TRIES = 25;
    /** The same for every law, so that all look at the same models, which are calibrated once. */
    private static final String SEED = "20261123";

    @Provide
    Arbitrary<Long> models() {
        return Arbitraries.longs().between(1, 1_000_000);
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void most_models_are_carried_out_in_every_mode(@ForAll("models") long model) {
        Statistics.collect(Journeys.of(model).isEmpty() ? "refused" : "carried out");
        Statistics.coverage(coverage -> coverage.check("carried out").percentage(p -> p > 80));
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void simulator_equals_the_plain_definition_on_every_chip(@ForAll("models") long model) {
        Journeys.check(model, Laws::simulatorEqualsThePlainDefinitionOnEveryChip);
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void dequantized_values_lie_within_the_bound_that_exponents_imply(@ForAll("models") long model) {
        Journeys.check(model, Laws::dequantizedValuesLieWithinTheBoundThatExponentsImply);
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void exported_coefficients_read_back_to_the_same_integers(@ForAll("models") long model) throws IOException {
        inFolder(folder ->
                Journeys.check(model, journey -> Laws.exportedCoefficientsReadBackToTheSameIntegers(journey, folder)));
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void images_and_threads_do_not_influence_each_other(@ForAll("models") long model) {
        Journeys.check(model, Laws::imagesAndThreadsDoNotInfluenceEachOther);
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void tables_survive_json_and_pickle(@ForAll("models") long model) throws IOException {
        inFolder(folder -> Journeys.check(model, journey -> Laws.tablesSurviveJsonAndPickle(journey, folder)));
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void calibration_does_not_depend_on_batches_or_threads(@ForAll("models") long model) {
        Journeys.check(model, Laws::calibrationDoesNotDependOnBatchesOrThreads);
    }

    /** What a law does with a folder of its own. */
    private interface InFolder {
        void run(Path folder) throws IOException;
    }

    private static void inFolder(InFolder law) throws IOException {
        Path folder = Files.createTempDirectory("espquant");
        try {
            law.run(folder);
        } finally {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
