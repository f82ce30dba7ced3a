package dev.espquant.benchmarks.speed;

import com.google.common.collect.ImmutableMap;
import dev.espquant.benchmarks.NodeChain;
import dev.espquant.evaluator.speed.Race;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import java.util.Map;

/**
 * The whole pipeline of passes on two graphs.
 *
 * @param small seconds for the smaller one
 * @param large seconds for the one of twice as many nodes
 */
record OptimizerGrowth(double small, double large) {

    static OptimizerGrowth measure(int nodes, PerformanceTable.Effort effort) {
        Model small = NodeChain.ofNodes(nodes);
        Model large = NodeChain.ofNodes(2 * nodes);
        ImmutableMap<String, Double> speeds = new Race(1, effort.rounds(), effort.turn(), effort.warmUp())
                .run(Map.of("small", () -> optimize(small), "large", () -> optimize(large)));
        return new OptimizerGrowth(
                1 / speeds.getOrDefault("small", Double.NaN), 1 / speeds.getOrDefault("large", Double.NaN));
    }

    private static void optimize(Model model) {
        if (Optimizer.optimize(model, OptimizerOptions.full())
                        .model()
                        .graph()
                        .nodes()
                        .size()
                >= model.graph().nodes().size()) {
            throw new IllegalStateException("nothing was optimized");
        }
    }

    double ratio() {
        return large / small;
    }
}
