package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.quant.Granularity;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The chip that an {@code .espdl} file was made for. The file's metadata may name it. Else its filters tell: their layouts, and exponents for each
 * channel, rule chips out. Among those that are left and compute differently, the first whose integers are those of the embedded tests is taken; the
 * first of all, in alphabetical order, where tests are absent or tell nothing.
 *
 * @param target the chip
 * @param fits all chips that the file fits, the chosen one included, in alphabetical order
 * @param reason what decided, in words; empty where all that fit compute the same
 */
public record TargetChoice(Target target, ImmutableList<Target> fits, String reason) {

    /**
     * Chooses a chip.
     *
     * @param targets those to choose from
     * @throws GraphException if none fits
     */
    public static TargetChoice of(EspdlModel model, Collection<Target> targets) {
        ImmutableList<Target> fits = fits(model.graph(), targets);
        if (fits.isEmpty()) {
            throw GraphException.because("no installed chip has the layouts of its filters")
                    .fix("install the target that it was made for")
                    .buildUnsupported();
        }
        Optional<Target> named = named(model, fits);
        if (named.isPresent()) {
            return new TargetChoice(named.get(), fits, "its metadata names the chip");
        }
        if (fits.stream().map(TargetChoice::facts).distinct().count() == 1) {
            return new TargetChoice(fits.get(0), fits, "");
        }
        Optional<Target> proven = proven(model.graph(), fits);
        return proven.map(target -> new TargetChoice(target, fits, "its embedded tests come out as that chip computes"))
                .orElseGet(() -> new TargetChoice(fits.get(0), fits, "nothing in the file decides"));
    }

    /** Whether another chip that fits would compute something else. */
    public boolean isAmbiguous() {
        return fits.stream().map(TargetChoice::facts).distinct().count() > 1;
    }

    private static TargetRuntime facts(Target target) {
        return target.require(Runtime.ESP_DL_3);
    }

    /** The chips under ESP-DL 3.x whose layouts its filters have, in alphabetical order; all of them if it has no filters. */
    public static ImmutableList<Target> fits(EspdlGraph graph, Collection<Target> targets) {
        List<String> layouts = graph.initializers().stream()
                .flatMap(t -> t.layout().stream())
                .filter(layout -> layout.contains("C"))
                .toList();
        boolean blocked = layouts.stream().anyMatch(layout -> layout.matches(".*\\d.*"));
        boolean plain = layouts.stream().anyMatch(layout -> !layout.matches(".*\\d.*"));
        boolean perChannel = graph.initializers().stream().anyMatch(EspdlTensor::isPerChannel);
        return targets.stream()
                .filter(target -> target.runtime(Runtime.ESP_DL_3)
                        .filter(facts -> facts.filterLayout().blocked() ? !plain : !blocked)
                        .filter(facts -> !perChannel || hasPerChannel(facts))
                        .isPresent())
                .sorted(Comparator.comparing(Target::name))
                .collect(ImmutableList.toImmutableList());
    }

    private static boolean hasPerChannel(TargetRuntime facts) {
        return facts.schemes().stream().anyMatch(scheme -> scheme.granularity() == Granularity.PER_CHANNEL);
    }

    private static Optional<Target> named(EspdlModel model, ImmutableList<Target> fits) {
        List<String> names = model.metadata().entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains("target"))
                .map(Map.Entry::getValue)
                .toList();
        return fits.stream().filter(target -> names.contains(target.name())).findFirst();
    }

    private static Optional<Target> proven(EspdlGraph graph, ImmutableList<Target> fits) {
        ImmutableList<EmbeddedTest> tests = tests(graph);
        if (tests.stream().allMatch(test -> test.outputs().isEmpty())) {
            return Optional.empty();
        }
        List<Target> different = List.copyOf(fits.stream()
                .collect(Collectors.toMap(TargetChoice::facts, t -> t, (a, b) -> a, LinkedHashMap::new))
                .values());
        List<Target> passing = different.stream()
                .filter(target -> passes(graph, target, tests))
                .toList();
        return passing.size() == different.size()
                ? Optional.empty()
                : passing.stream().findFirst();
    }

    /** Tests that lack an input prove nothing. */
    private static ImmutableList<EmbeddedTest> tests(EspdlGraph graph) {
        try {
            return EmbeddedTest.of(graph);
        } catch (GraphException incomplete) {
            return ImmutableList.of();
        }
    }

    private static boolean passes(EspdlGraph graph, Target target, ImmutableList<EmbeddedTest> tests) {
        try {
            EspdlSimulator simulator = EspdlSimulator.of(graph, facts(target));
            return tests.stream()
                    .allMatch(test -> test.compare(simulator.run(test.inputs(), test.outputNames())).stream()
                            .allMatch(TestComparison::isEqual));
        } catch (GraphException e) {
            return false;
        }
    }
}
