package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Model;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.target.OperatorSupport;
import dev.espquant.target.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the passes that make a model runnable: optimizes it and watches which violations vanish with which pass. */
final class PassSearch {
    private final Model model;
    private final OperatorSupport operators;
    private final ImmutableList<Violation> violations;
    private final Map<Place, Help> helps = new LinkedHashMap<>();

    /** A violation, found again in a changed graph. */
    private record Place(String node, String rule) {
        static Place of(Violation violation) {
            return new Place(violation.node().name(), violation.rule());
        }
    }

    /**
     * A pass that helps.
     *
     * @param pass its name
     * @param mustBeNamed whether it runs only when it is asked for
     */
    record Help(String pass, boolean mustBeNamed) {}

    /**
     * What was found.
     *
     * @param optimized the model as the passes that run by themselves make it for the target, shapes known
     * @param remaining what still keeps the target from running it then
     */
    record Result(ImmutableMap<Place, Help> helps, Model optimized, ImmutableList<Violation> remaining) {
        /** The pass that makes a violation vanish. */
        Optional<Help> help(Violation violation) {
            return Optional.ofNullable(helps.get(Place.of(violation)));
        }
    }

    private PassSearch(Model model, OperatorSupport operators, ImmutableList<Violation> violations) {
        this.model = model;
        this.operators = operators;
        this.violations = violations;
    }

    /**
     * Tries the passes that run by themselves, then each of the others if something is left.
     *
     * @param model the model as it is, shapes known
     * @param violations what keeps the target from running it
     */
    static Result of(Model model, OperatorSupport operators, ImmutableList<Violation> violations) {
        PassSearch search = new PassSearch(model, operators, violations);
        OptimizerOptions full = OptimizerOptions.full().withTarget(operators).withEvaluator(new OnnxRuntimeConstants());
        Model optimized = search.run(full, false);
        List<String> usual = Optimizer.select(Optimizer.passes(), full).stream()
                .map(GraphPass::name)
                .toList();
        for (GraphPass pass : Optimizer.passes().all()) {
            if (pass.optIn() && search.helps.size() < violations.size()) {
                search.run(
                        full.withOnly(Stream.concat(usual.stream(), Stream.of(pass.name()))
                                .toList()),
                        true);
            }
        }
        return new Result(ImmutableMap.copyOf(search.helps), optimized, operators.check(optimized.graph()));
    }

    private Model run(OptimizerOptions options, boolean mustBeNamed) {
        Map<Place, String> vanished = new HashMap<>();
        Model result = ShapeInference.infer(
                Optimizer.optimize(model, options.withListener((pass, before, after) -> note(pass, after, vanished)))
                        .model());
        Set<String> stillBroken = rulesOfNewNodes(result);
        Set<Place> left = places(result);
        vanished.forEach((place, pass) -> {
            if (!left.contains(place) && !stillBroken.contains(place.rule())) {
                helps.putIfAbsent(place, new Help(pass, mustBeNamed));
            }
        });
        return result;
    }

    private void note(GraphPass pass, Model after, Map<Place, String> vanished) {
        Set<Place> left = places(after);
        for (Violation violation : violations) {
            Place place = Place.of(violation);
            if (left.contains(place)) {
                vanished.remove(place);
            } else {
                vanished.putIfAbsent(place, pass.name());
            }
        }
    }

    /** A node that was only renamed, or broke the same rule once more, has not been helped. */
    private Set<String> rulesOfNewNodes(Model result) {
        Set<String> known = model.graph().nodes().stream().map(n -> n.name()).collect(Collectors.toSet());
        return operators.check(result.graph()).stream()
                .filter(v -> !known.contains(v.node().name()))
                .map(Violation::rule)
                .collect(Collectors.toSet());
    }

    private Set<Place> places(Model changed) {
        Set<Place> places = new HashSet<>();
        operators.check(changed.graph()).forEach(v -> places.add(Place.of(v)));
        return places;
    }
}
