package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Optional;

/**
 * Removes a Cast to the element type that its input has already.
 *
 * <pre>
 * x float -> Cast to=float -> y -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopCast extends PatternPass {
    public EliminateNopCast() {
        super("eliminate_nop_cast", "removes Cast to the type that a value has", Phase.ELIMINATE, Pattern.op("Cast"));
    }

    @Override
    protected void rewrite(Match match) {
        String input = match.root().inputs().get(0);
        boolean numbered = match.root().attribute("to").orElse(null) instanceof Attribute.OfInt;
        Optional<DataType> to =
                numbered ? DataType.ofOnnxCode((int) match.root().intAttribute("to", 0)) : Optional.empty();
        if (to.isPresent() && match.type(input).flatMap(TensorType::elementType).equals(to)) {
            match.bypass(input);
        }
    }
}
