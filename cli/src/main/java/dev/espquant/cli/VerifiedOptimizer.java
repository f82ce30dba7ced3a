package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.equivalence.EquivalenceCheck;
import dev.espquant.evaluator.equivalence.EquivalenceOptions;
import dev.espquant.evaluator.equivalence.EquivalenceReport;
import dev.espquant.evaluator.equivalence.NotEquivalentException;
import dev.espquant.evaluator.equivalence.OutputDifference;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.OptimizedModel;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Optimizes a model and proves that it still computes the same. */
final class VerifiedOptimizer {
    private VerifiedOptimizer() {}

    /**
     * What came of it.
     *
     * @param optimized the result
     * @param proof how near it is to the original; empty if it was not compared
     */
    record Verified(OptimizedModel optimized, Optional<EquivalenceReport> proof) {
        /** The proof as lines for people; none if there is no proof. */
        List<String> lines() {
            ImmutableList.Builder<String> lines = ImmutableList.builder();
            proof.ifPresent(p -> {
                lines.add("verified: " + p.summary());
                p.notCompared().forEach(o -> lines.add("not compared: output '" + o + "' is of another kind"));
            });
            return lines.build();
        }

        /** The proof for scripts; empty if there is none. */
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            proof.ifPresent(p -> {
                json.put("runs", p.runs());
                json.put("outputs", p.outputs().stream().map(Verified::json).toList());
                json.put("notCompared", p.notCompared());
            });
            return json;
        }

        private static Map<String, Object> json(OutputDifference output) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("output", output.output());
            json.put("largestDifference", output.largest());
            json.put("range", output.range());
            json.put("allowed", output.allowed());
            return json;
        }
    }

    /**
     * Optimizes.
     *
     * @throws NotEquivalentException naming the pass that changes what the model computes
     */
    static Verified optimize(Model model, OptimizerOptions given, VerifyOptions.When when) {
        OptimizerOptions options = given.withEvaluator(new OnnxRuntimeConstants());
        if (when == VerifyOptions.When.NEVER) {
            return new Verified(Optimizer.optimize(model, options), Optional.empty());
        }
        EquivalenceCheck check = EquivalenceCheck.of(model, EquivalenceOptions.DEFAULT);
        OptimizerOptions each = options.withListener(
                (pass, before, after) -> check.require("pass " + named(pass), RestoredNormalization.of(model, after)));
        OptimizedModel optimized = Optimizer.optimize(model, when == VerifyOptions.When.EACH ? each : options);
        EquivalenceReport report = check.compare(RestoredNormalization.of(model, optimized.model()));
        if (!report.isEquivalent()) {
            // Once more, step by step, to find the culprit.
            Optimizer.optimize(model, each);
        }
        return new Verified(
                optimized,
                Optional.of(
                        check.require("the optimizer as a whole", RestoredNormalization.of(model, optimized.model()))));
    }

    private static String named(GraphPass pass) {
        return "'" + pass.name() + "' (" + Provider.of(pass) + ")";
    }
}
