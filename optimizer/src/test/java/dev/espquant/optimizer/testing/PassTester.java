package dev.espquant.optimizer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassCheck;
import dev.espquant.optimizer.PassContext;

/**
 * Tests a pass on a model:
 *
 * <pre>{@code
 * Graph fused = PassTester.of(new FuseBnIntoConv()).given(model).fires(1);
 * PassTester.of(new FuseBnIntoConv()).given(other).doesNotFire();
 * }</pre>
 *
 * A pass that fires must leave a valid graph with the interface of the original, that computes the same in ONNX Runtime on random inputs, and
 * in which it finds nothing more to do. Shapes are inferred before the pass runs.
 */
public final class PassTester {
    private final GraphPass pass;
    private final Model model;

    private PassTester(GraphPass pass, Model model) {
        this.pass = pass;
        this.model = model;
    }

    /** A pass that waits for a model. It must be installed: found by its name through the service loader. */
    public static PassTester.Given of(GraphPass pass) {
        assertThat(Optimizer.passes().find(pass.name()))
                .as("pass %s, registered as a service", pass.name())
                .containsInstanceOf(pass.getClass());
        assertThat(pass.summary()).isNotBlank();
        return model -> new PassTester(pass, ShapeInference.infer(model));
    }

    /** A pass that waits for a model. */
    @FunctionalInterface
    public interface Given {
        PassTester given(Model model);
    }

    /**
     * The pass rewrites this many places, and does everything right that can be told of any pass.
     *
     * @return the graph that it makes, for further assertions
     */
    public Graph fires(int times) {
        Model result = apply(times);
        Equivalence.assertEquivalent(model, result);
        return result.graph();
    }

    /** As {@link #fires}, for a result that cannot be compared with the original by running both. */
    public Graph firesWithoutRunning(int times) {
        return apply(times).graph();
    }

    /** The pass leaves the model as it is. */
    public void doesNotFire() {
        PassContext context = context(model);
        assertThat(pass.apply(model.graph(), context)).isSameAs(model.graph());
        assertThat(context.firings()).isEmpty();
    }

    /** As for a user who asks for the pass by name. */
    private PassContext context(Model subject) {
        return PassContext.of(subject, OptimizerOptions.passes(pass.name()));
    }

    private Model apply(int times) {
        PassContext context = context(model);
        Model result = context.modelOf(pass.apply(model.graph(), context));
        assertThat(context.firings()).as("rewritten by %s", pass.name()).hasSize(times);
        assertThat(result.graph()).isNotSameAs(model.graph());
        PassCheck.check(pass, model, result);
        Graph again = pass.apply(result.graph(), context(result));
        assertThat(again).as("a second application of %s", pass.name()).isSameAs(result.graph());
        return result;
    }
}
