package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;

/**
 * Makes division by a constant multiplication by its reciprocal, which chips and other passes know better.
 *
 * <pre>
 * x -> Div c -> y        becomes        x -> Mul 1/c -> y
 * </pre>
 *
 * Only where all reciprocals are finite float32 numbers.
 */
@AutoService(GraphPass.class)
public final class ReplaceDivWithMul extends PatternPass {
    public ReplaceDivWithMul() {
        super(
                "replace_div_with_mul",
                "makes division by a constant Mul by its reciprocal",
                Phase.NORMALIZE,
                Pattern.op("Div")
                        .constants(1)
                        .where(node -> node.attribute("broadcast").isEmpty()));
    }

    @Override
    protected void rewrite(Match match) {
        Node root = match.root();
        Tensor constant = match.requiredConstant(root, 1);
        if (!PerChannel.isFloat(constant) || match.constant(root, 0).isPresent()) {
            return;
        }
        float[] values = constant.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / values[i];
        }
        Tensor changed = Tensor.ofFloats(constant.sizes(), values);
        if (PerChannel.isFinite(constant) && PerChannel.isFinite(changed)) {
            String name = match.updateConstant(root.inputs().get(1), changed);
            match.replace(Node.of(root.name(), "Mul", List.of(root.inputs().get(0), name), root.outputs()));
        }
    }
}
