package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;

/**
 * Makes a Clip from 0 to 6 a Relu. Not the same for inputs above 6: for models whose calibration shows that none is, or that were trained to
 * bear it. Runs only when it is asked for by name.
 *
 * <pre>
 * x -> Clip 0,6 -> y        becomes        x -> Relu -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class ReplaceClipWithRelu extends PatternPass {
    public ReplaceClipWithRelu() {
        super(
                "replace_clip_with_relu",
                "makes Clip from 0 Relu, dropping its upper bound",
                Phase.NORMALIZE,
                Pattern.op("Clip"));
    }

    @Override
    protected void rewrite(Match match) {
        Node clip = match.root();
        boolean isFloat = match.type(clip.inputs().get(0))
                .flatMap(TensorType::elementType)
                .filter(t -> t == DataType.FLOAT)
                .isPresent();
        if (isFloat && bound(match, clip, 1, "min") == 0 && bound(match, clip, 2, "max") == 6) {
            match.replace(Node.of(clip.name(), "Relu", List.of(clip.inputs().get(0)), clip.outputs()));
        }
    }

    @Override
    public boolean optIn() {
        return true;
    }

    /** A bound, which is an attribute before opset 11 and a constant input since; NaN if there is none. */
    private static double bound(Match match, Node clip, int input, String attribute) {
        if (match.opset() < 11) {
            return clip.floatAttribute(attribute, Float.NaN);
        }
        return match.constant(clip, input)
                .filter(t -> t.elementCount() == 1)
                .map(t -> t.toDoubles()[0])
                .orElse(Double.NaN);
    }
}
