package dev.espquant.optimizer.passes.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.testing.Graphs;

/** Lifts small models, and lets ONNX Runtime say whether they mean the same before and after. */
final class LiftTester {
    private LiftTester() {}

    /** The lifted model, which computes in ONNX Runtime what the original computes. */
    static Model lift(Graphs model) {
        Model original = model.build();
        Model lifted = liftOnly(model);
        Equivalence.assertEquivalent(original, lifted);
        return lifted;
    }

    /** The lifted model, for originals that ONNX Runtime does not run. */
    static Model liftOnly(Graphs model) {
        Model original = model.build();
        PassContext context = PassContext.of(original);
        Model lifted = context.modelOf(new LiftOpset().apply(original.graph(), context));
        assertThat(context.notes()).isEmpty();
        assertThat(lifted.opset()).isEqualTo(LiftOpset.TARGET);
        GraphValidator.validate(lifted);
        return lifted;
    }

    /** Asserts that a model stays in its operator set, and gives the note that says why. */
    static String note(Graphs model) {
        Model original = model.build();
        PassContext context = PassContext.of(original);
        assertThat(new LiftOpset().apply(original.graph(), context)).isSameAs(original.graph());
        assertThat(context.modelOf(original.graph())).isEqualTo(original);
        assertThat(context.firings()).isEmpty();
        assertThat(context.notes()).hasSize(1);
        return context.notes().iterator().next();
    }
}
