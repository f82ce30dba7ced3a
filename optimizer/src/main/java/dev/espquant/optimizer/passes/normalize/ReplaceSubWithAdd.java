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
 * Makes subtraction of a constant addition of its negative, so that other passes see one form.
 *
 * <pre>
 * x -> Sub c -> y        becomes        x -> Add -c -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class ReplaceSubWithAdd extends PatternPass {
    public ReplaceSubWithAdd() {
        super(
                "replace_sub_with_add",
                "makes subtraction of a constant Add of its negative",
                Phase.NORMALIZE,
                Pattern.op("Sub")
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
            values[i] = -values[i];
        }
        Tensor changed = Tensor.ofFloats(constant.sizes(), values);
        if (PerChannel.isFinite(changed)) {
            String name = match.updateConstant(root.inputs().get(1), changed);
            match.replace(Node.of(root.name(), "Add", List.of(root.inputs().get(0), name), root.outputs()));
        }
    }
}
