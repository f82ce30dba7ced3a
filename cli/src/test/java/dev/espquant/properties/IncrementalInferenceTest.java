package dev.espquant.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Model;
import dev.espquant.ir.shape.InferenceCache;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Shape inference that starts from what it found for an earlier graph finds what inference from scratch finds. */
class IncrementalInferenceTest {
    @Property(tries = 300, seed = "1")
    void afterEveryPassOfARandomChoice(@ForAll long seed) {
        Random random = new Random(seed);
        Model model = PatternGraphs.draw(seed, 8);
        InferenceCache cache = new InferenceCache();
        check("the graph itself", model, cache);
        PassPipeline.of(someOf(random)).run(model, OptimizerOptions.full().withListener((pass, before, after) -> {
            if (random.nextInt(4) > 0) {
                check(pass.name(), after, cache);
            }
        }));
    }

    private static void check(String after, Model model, InferenceCache cache) {
        assertThat(ShapeInference.infer(model, cache)).as(after).isEqualTo(ShapeInference.infer(model));
        assertThat(ShapeInference.knownValues(model, cache)).as(after).isEqualTo(ShapeInference.knownValues(model));
    }

    private static List<GraphPass> someOf(Random random) {
        List<GraphPass> chosen = new ArrayList<>(Optimizer.passes().all());
        chosen.removeIf(pass -> pass.optIn() || random.nextInt(5) == 0);
        return chosen;
    }
}
