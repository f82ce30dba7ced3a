package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.espquant.evaluator.equivalence.EquivalenceCheck;
import dev.espquant.evaluator.equivalence.EquivalenceOptions;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.OptimizedModel;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassActivity;
import dev.espquant.optimizer.PassPipeline;
import dev.espquant.optimizer.Preset;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.TargetRuntime;
import dev.espquant.target.Targets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** Every pass that is installed, alone and together with all others, on graphs full of what passes look for. */
class PassesOnRandomGraphsTest {
    private static final int PATTERNS = 8;
    private static final String SEED = "20261127";

    /** Equal only where no value exceeds the bound that they drop, or for inputs that are normalized as they say. */
    private static final ImmutableSet<String> CONDITIONAL =
            ImmutableSet.of("extract_input_normalization", "replace_clip_with_relu");

    private static ImmutableList<GraphPass> passes() {
        return Optimizer.passes().all().stream()
                .filter(p -> !CONDITIONAL.contains(p.name()))
                .collect(ImmutableList.toImmutableList());
    }

    private static OptimizerOptions alone(GraphPass pass) {
        return OptimizerOptions.passes("infer_shapes", pass.name());
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void every_pass_alone_keeps_what_a_graph_computes(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Model model = PatternGraphs.draw(seed, PATTERNS);
        EquivalenceCheck check = check(model);
        for (GraphPass pass : passes()) {
            OptimizedModel result = Optimizer.optimize(model, alone(pass));
            if (result.report().activity(pass.name()).isPresent()) {
                check.require("pass " + pass.name() + " on graph " + seed, result.model());
            }
            assertThat(result.report().settled())
                    .as("%s on graph %s", pass.name(), seed)
                    .isTrue();
        }
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void all_passes_together_keep_what_a_graph_computes(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Model model = PatternGraphs.draw(seed, 2 * PATTERNS);
        EquivalenceCheck check = check(model);
        for (OptimizerOptions options : choices()) {
            OptimizedModel result = Optimizer.optimize(model, options);
            check.require("the pipeline on graph " + seed, result.model());
            assertThat(result.report().settled()).as("graph %s", seed).isTrue();
            if (options.target().isEmpty()) {
                assertThat(result.report().nodeCountAfter())
                        .as("nodes of graph %s", seed)
                        .isLessThanOrEqualTo(result.report().nodeCountBefore());
            }
        }
    }

    /** Both presets, and everything for each table of operators that some chip has. */
    private static List<OptimizerOptions> choices() {
        Stream<OptimizerOptions> presets = Arrays.stream(Preset.values()).map(OptimizerOptions::of);
        Stream<OptimizerOptions> targets = Targets.load().all().stream()
                .flatMap(PassesOnRandomGraphsTest::runtimes)
                .map(TargetRuntime::operators)
                .distinct()
                .map(OptimizerOptions.full()::withTarget);
        return Stream.concat(presets, targets).toList();
    }

    private static Stream<TargetRuntime> runtimes(Target target) {
        return Arrays.stream(Runtime.values()).flatMap(r -> target.runtime(r).stream());
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF, seed = SEED)
    void the_order_in_which_passes_are_found_does_not_matter(@ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Model model = PatternGraphs.draw(seed, 2 * PATTERNS);
        ImmutableList<GraphPass> passes = Optimizer.select(Optimizer.passes(), OptimizerOptions.full());
        OptimizedModel forward = PassPipeline.of(passes).run(model, OptimizerOptions.full());
        OptimizedModel backward = PassPipeline.of(Lists.reverse(passes)).run(model, OptimizerOptions.full());
        assertThat(backward).isEqualTo(forward);
    }

    /** The laws above would be empty words about a pass that never has work. */
    @Example
    void most_passes_have_work_in_these_graphs() {
        Set<String> fired = new HashSet<>();
        for (long seed = 1; seed <= 60; seed++) {
            Model model = PatternGraphs.draw(seed, PATTERNS);
            for (GraphPass pass : passes()) {
                if (!fired.contains(pass.name())) {
                    Optimizer.optimize(model, alone(pass)).report().activities().stream()
                            .map(PassActivity::pass)
                            .forEach(fired::add);
                }
            }
        }
        assertThat(fired.size()).as("passes with work: %s", fired).isGreaterThan(passes().size() / 2);
    }

    private static EquivalenceCheck check(Model model) {
        return EquivalenceCheck.of(model, EquivalenceOptions.DEFAULT.withRuns(1));
    }
}
