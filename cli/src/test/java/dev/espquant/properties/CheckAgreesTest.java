package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import dev.espquant.target.Violation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;

/** One table of operators and conditions: what {@code check} accepts is calibrated and quantized, what it lists is refused with the same list. */
class CheckAgreesTest {
    private static final String SEED = "20261127";

    /** A model and one batch of data. */
    private record Drawn(Model model, Map<String, FloatTensor> samples) {}

    /** A chip under a runtime. */
    private record Place(Target target, Runtime runtime) {
        TargetRuntime facts() {
            return target.require(runtime);
        }
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void what_check_lists_is_refused_with_the_same_list_and_nothing_else_is(
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Drawn drawn = draw(seed);
        for (Place place : places()) {
            List<String> reasons = place
                    .facts()
                    .operators()
                    .check(ShapeInference.infer(drawn.model()).graph())
                    .stream()
                    .map(Violation::toString)
                    .toList();
            Statistics.label(place.runtime().title()).collect(reasons.isEmpty() ? "accepted" : "refused");
            if (reasons.isEmpty()) {
                isCarriedOut(drawn, place, seed);
            } else {
                isRefused(drawn, place, reasons);
            }
        }
        Statistics.label(Runtime.ESP_DL_1.title()).coverage(c -> {
            c.check("accepted").percentage(p -> p > 20);
            c.check("refused").percentage(p -> p > 20);
        });
    }

    private static void isRefused(Drawn drawn, Place place, List<String> reasons) {
        assertThatThrownBy(() -> calibrate(drawn, place))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll(reasons.toArray(String[]::new));
        QuantizationTable empty =
                new QuantizationTable("", scheme(place), "", 0, ImmutableList.of(), ImmutableMap.of());
        assertThatThrownBy(() -> Quantizer.quantize(drawn.model(), empty, place.target(), place.runtime()))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContainingAll(reasons.toArray(String[]::new));
    }

    private static void isCarriedOut(Drawn drawn, Place place, long seed) {
        QuantizationTable table = calibrate(drawn, place);
        QuantizedGraph quantized = Quantizer.quantize(drawn.model(), table, place.target(), place.runtime());
        assertThat(quantized.model().graph().nodes())
                .as("model %s on %s", seed, place)
                .isNotEmpty();
    }

    private static QuantizationTable calibrate(Drawn drawn, Place place) {
        return Calibrator.report(
                        drawn.model(),
                        SampleSource.of(drawn.samples()),
                        CalibrationOptions.of(place.facts(), scheme(place))
                                .withExecutor(ExecutorOptions.DEFAULT.withThreads(1)))
                .table();
    }

    private static QuantizationScheme scheme(Place place) {
        return place.facts().schemes().iterator().next();
    }

    /** One chip for each table of operators. */
    private static List<Place> places() {
        Set<OperatorSupport> seen = new HashSet<>();
        return Targets.load().all().stream()
                .flatMap(t -> Arrays.stream(Runtime.values()).map(r -> new Place(t, r)))
                .filter(p -> p.target().runtime(p.runtime()).isPresent())
                .filter(p -> seen.add(p.facts().operators()))
                .toList();
    }

    /** Two models of three are of operators that ESP-DL 1.x has, the third is what exporters leave behind. */
    private static Drawn draw(long seed) {
        Random random = new Random(seed);
        if (seed % 3 != 0) {
            RandomModels.Drawn drawn = RandomModels.draw(random, 6);
            return new Drawn(drawn.model(), RandomData.samples(random, drawn.inputs()));
        }
        Model model = PatternGraphs.draw(seed, 3);
        long[] sizes = model.graph().inputs().stream()
                .flatMap(i -> Stream.ofNullable(model.graph().shape(i.name()).orElse(null)))
                .findFirst()
                .orElseThrow()
                .dimensions()
                .stream()
                .mapToLong(d -> d instanceof Dimension.Fixed fixed ? fixed.size() : 2)
                .toArray();
        int[] image = Arrays.stream(sizes).mapToInt(s -> (int) s).toArray();
        return new Drawn(model, RandomData.samples(random, Map.of("x", image)));
    }
}
