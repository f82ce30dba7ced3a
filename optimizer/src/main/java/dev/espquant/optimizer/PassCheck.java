package dev.espquant.optimizer;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import java.util.List;

/** What must hold after every pass: the graph is valid, and its inputs and outputs are those of the original. A pass that breaks it is at fault. */
public final class PassCheck {
    private PassCheck() {}

    /**
     * Checks the result of a pass.
     *
     * @throws IllegalStateException if the pass has made a graph that is not valid or that has another interface
     */
    public static void check(GraphPass pass, Model original, Model changed) {
        try {
            GraphValidator.validate(changed);
        } catch (GraphException e) {
            throw new IllegalStateException(
                    "pass '" + pass.name() + "' made a graph that is not valid: " + e.getMessage(), e);
        }
        sameInterface(pass, "input", original.graph().inputs(), changed.graph().inputs());
        sameInterface(
                pass, "output", original.graph().outputs(), changed.graph().outputs());
    }

    private static void sameInterface(GraphPass pass, String kind, List<ValueInfo> before, List<ValueInfo> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            same = before.get(i).name().equals(after.get(i).name()) && sameType(before.get(i), after.get(i));
        }
        if (!same) {
            throw new IllegalStateException(
                    "pass '" + pass.name() + "' changed the graph's " + kind + "s from " + before + " to " + after);
        }
    }

    /** Element type and rank stay; a dimension may become known or symbolic, but never another number. */
    private static boolean sameType(ValueInfo before, ValueInfo after) {
        if (!(before.type() instanceof TensorType was && after.type() instanceof TensorType is)) {
            return before.type().equals(after.type()) || after.type() instanceof TensorType;
        }
        boolean sameElements = was.elementType().isEmpty() || was.elementType().equals(is.elementType());
        return sameElements
                && (was.shape().isEmpty()
                        || is.shape().isEmpty()
                        || compatible(was.shape().get(), is.shape().get()));
    }

    private static boolean compatible(Shape was, Shape is) {
        if (was.rank() != is.rank()) {
            return false;
        }
        for (int i = 0; i < was.rank(); i++) {
            if (was.dimension(i) instanceof Dimension.Fixed a
                    && is.dimension(i) instanceof Dimension.Fixed b
                    && a.size() != b.size()) {
                return false;
            }
        }
        return true;
    }
}
