package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.ClipBounds;
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
        if (isFloat
                && ClipBounds.of(clip, match::constant)
                        .filter(new ClipBounds(0, 6)::equals)
                        .isPresent()) {
            match.replace(Node.of(clip.name(), "Relu", List.of(clip.inputs().get(0)), clip.outputs()));
        }
    }

    @Override
    public boolean optIn() {
        return true;
    }
}
