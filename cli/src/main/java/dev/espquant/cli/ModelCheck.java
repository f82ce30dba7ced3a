package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import dev.espquant.target.Violation;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a chip runs a model, and what would help.
 *
 * @param search what the optimizer can do about it; empty if nothing is wrong
 */
record ModelCheck(
        Target target,
        Runtime runtime,
        Graph graph,
        ImmutableList<Finding> findings,
        Optional<PassSearch.Result> search) {

    /**
     * One thing that is wrong.
     *
     * @param help the pass that mends it
     * @param runsOn chips and runtimes on which nothing is wrong with the node
     */
    record Finding(Violation violation, Optional<PassSearch.Help> help, ImmutableList<Place> runsOn) {}

    /** A chip under a runtime. */
    record Place(Target target, Runtime runtime) {
        @Override
        public String toString() {
            return target.name() + " under " + runtime.title();
        }
    }

    /**
     * Checks a model.
     *
     * @param model its shapes are known as far as they can be
     */
    static ModelCheck of(Model model, Target target, Runtime runtime) {
        ImmutableList<Violation> violations =
                target.require(runtime).operators().check(model.graph());
        Optional<PassSearch.Result> search = violations.isEmpty()
                ? Optional.empty()
                : Optional.of(PassSearch.of(model, target.require(runtime).operators(), violations));
        ImmutableList<Finding> findings = violations.stream()
                .map(v -> new Finding(v, search.flatMap(s -> s.help(v)), runsOn(model.graph(), v.node())))
                .collect(ImmutableList.toImmutableList());
        return new ModelCheck(target, runtime, model.graph(), findings, search);
    }

    private static ImmutableList<Place> runsOn(Graph graph, Node node) {
        return Targets.load().all().stream()
                .flatMap(t -> Arrays.stream(Runtime.values()).map(r -> new Place(t, r)))
                .filter(p -> p.target()
                        .runtime(p.runtime())
                        .map(facts -> facts.operators().check(graph, node).isEmpty())
                        .orElse(false))
                .collect(ImmutableList.toImmutableList());
    }

    boolean runs() {
        return findings.isEmpty();
    }

    /** For people: a paragraph for each finding and a sentence that sums up. */
    void print(PrintWriter out) {
        for (Finding finding : findings) {
            Violation violation = finding.violation();
            out.println("node '" + violation.node().name() + "' ("
                    + violation.node().opType() + "): " + violation.rule());
            out.println("  found: " + violation.found());
            out.println("  fix: " + violation.fix());
            out.println("  pass: " + finding.help().map(ModelCheck::advice).orElse("none does this"));
            if (!finding.runsOn().isEmpty()) {
                out.println("  runs on: "
                        + finding.runsOn().stream().map(Place::toString).collect(Collectors.joining(", ")));
            }
        }
        out.println(summary());
        search.ifPresent(s -> s.remaining()
                .forEach(v -> out.println(
                        "  left: node '" + v.node().name() + "' (" + v.node().opType() + "): " + v.rule())));
    }

    private static String advice(PassSearch.Help help) {
        return help.mustBeNamed()
                ? help.pass() + " does this, if it is named in 'espquant optimize --passes'"
                : help.pass() + " does this: run 'espquant optimize'";
    }

    private String summary() {
        String chip = target.title() + " under " + runtime.title();
        if (search.isEmpty()) {
            return chip + " runs all " + graph.nodes().size() + " nodes";
        }
        int remaining = search.get().remaining().size();
        return (findings.size() == 1 ? "1 problem" : findings.size() + " problems") + " on " + chip
                + "; behind 'espquant optimize' "
                + (remaining == 0 ? "it runs the model" : remaining == 1 ? "1 is left" : remaining + " are left");
    }

    /** For scripts; docs/check.md describes it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", target.name());
        json.put("runtime", runtime.label());
        json.put("nodes", graph.nodes().size());
        json.put("runs", runs());
        json.put("violations", findings.stream().map(ModelCheck::json).toList());
        search.ifPresent(s -> {
            Map<String, Object> after = new LinkedHashMap<>();
            after.put("nodes", s.optimized().graph().nodes().size());
            after.put("runs", s.remaining().isEmpty());
            after.put("violations", s.remaining().stream().map(ModelCheck::json).toList());
            json.put("optimized", after);
        });
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = json(finding.violation());
        json.put("pass", finding.help().map(PassSearch.Help::pass).orElse(null));
        json.put(
                "passMustBeNamed",
                finding.help().map(PassSearch.Help::mustBeNamed).orElse(false));
        json.put("runsOn", finding.runsOn().stream().map(ModelCheck::json).toList());
        return json;
    }

    private static Map<String, Object> json(Violation violation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("node", violation.node().name());
        json.put("operator", violation.node().opType());
        json.put("domain", violation.node().domain());
        json.put("rule", violation.rule());
        json.put("found", violation.found());
        json.put("fix", violation.fix());
        return json;
    }

    private static Map<String, String> json(Place place) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("target", place.target().name());
        json.put("runtime", place.runtime().label());
        return json;
    }
}
