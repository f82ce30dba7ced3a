package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.cli.Main;
import dev.espquant.quant.BitWidth;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import dev.espquant.testing.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole networks on every chip of ESP-DL 3.x at 8 bits, 16 bits and mixed: quantized, written and read back; the file's own test passes, fresh
 * inputs give the same integers from the file as from the graph that was written, and these follow the float model. A build takes every chip
 * once, and with these every network and width; {@code mvn -Pespdl-matrix} takes all of them.
 */
class EspdlMatrixTest {
    private static final String WHOLE = "whole";

    @TempDir
    Path folder = Path.of("");

    /** Widths, and the signal over noise that the worst network must reach. */
    private enum Widths {
        INT8(BitWidth.INT8, 15),
        INT16(BitWidth.INT16, 60),
        MIXED(BitWidth.INT8, 15);

        private final BitWidth usual;
        private final double leastDecibels;

        Widths(BitWidth usual, double leastDecibels) {
            this.usual = usual;
            this.leastDecibels = leastDecibels;
        }
    }

    @TestFactory
    Stream<DynamicTest> networksOnChips() {
        Map<EspdlMatrixModel, EspdlMatrixModel.Drawn> drawn = new EnumMap<>(EspdlMatrixModel.class);
        boolean whole = WHOLE.equals(System.getProperty("espquant.matrix"));
        ImmutableList<Target> chips = chips();
        ImmutableList<EspdlMatrixModel> models = ImmutableList.copyOf(EspdlMatrixModel.values());
        ImmutableList<Widths> widths = ImmutableList.copyOf(Widths.values());
        return IntStream.range(0, chips.size() * models.size() * widths.size())
                .filter(cell -> whole || isSelected(cell, models.size(), widths.size()))
                .mapToObj(cell -> test(
                        chips.get(cell / widths.size() / models.size()),
                        models.get(cell / widths.size() % models.size()),
                        widths.get(cell % widths.size()),
                        drawn));
    }

    /** Each chip once; nine chips meet all five networks and all three widths. */
    private static boolean isSelected(int cell, int models, int widths) {
        int chip = cell / widths / models;
        return cell / widths % models == chip % models && cell % widths == chip % widths;
    }

    private static ImmutableList<Target> chips() {
        return Targets.load().all().stream()
                .filter(target -> target.runtime(Runtime.ESP_DL_3).isPresent())
                .collect(ImmutableList.toImmutableList());
    }

    private DynamicTest test(
            Target chip, EspdlMatrixModel model, Widths widths, Map<EspdlMatrixModel, EspdlMatrixModel.Drawn> drawn) {
        return DynamicTest.dynamicTest(chip.name() + " " + model + " " + widths, () -> {
            Optional<Path> shared = SharedData.root();
            if (model.needsSharedData() && shared.isEmpty()) {
                SharedData.whenPresent(root -> {});
                return;
            }
            Path data = shared.orElse(Path.of("")).resolve("data");
            check(chip, drawn.computeIfAbsent(model, m -> m.draw(data)), widths);
        });
    }

    private void check(Target chip, EspdlMatrixModel.Drawn network, Widths widths) throws IOException {
        ImmutableSet<String> wide = widths == Widths.MIXED ? network.wideNodes() : ImmutableSet.of();
        EspdlRoundTrip trip = EspdlRoundTrip.of(network, chip, widths.usual, wide);
        Path file = trip.export(folder, "net");
        run(file, chip);
        int last = trip.samples() - 1;
        assertThat(trip.ofFile(file, last)).isEqualTo(trip.lowered(last));
        assertThat(trip.decibels()).isGreaterThan(widths.leastDecibels);
    }

    /** The command line's judgement of the embedded test. */
    private static void run(Path file, Target chip) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        assertThat(Main.run(out, out, "run", file.toString(), "--target", chip.name()))
                .as(text.toString())
                .isZero();
        assertThat(text.toString()).contains("0 mismatches");
    }
}
