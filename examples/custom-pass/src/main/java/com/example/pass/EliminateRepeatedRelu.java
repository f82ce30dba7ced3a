package com.example.pass;

import com.google.auto.service.AutoService;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;

/**
 * Removes a Relu behind a Relu, which changes nothing.
 *
 * <pre>
 * x -> Relu -> Relu -> y        becomes        x -> Relu -> y
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateRepeatedRelu extends PatternPass {
    public EliminateRepeatedRelu() {
        super(
                "eliminate_repeated_relu",
                "removes a Relu behind a Relu",
                Phase.ELIMINATE,
                Pattern.op("Relu").input(0, Pattern.op("Relu")));
    }

    @Override
    protected void rewrite(Match match) {
        match.bypass(match.root().inputs().get(0));
    }
}
