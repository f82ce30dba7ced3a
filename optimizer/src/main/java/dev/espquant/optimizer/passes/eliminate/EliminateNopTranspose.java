package dev.espquant.optimizer.passes.eliminate;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.stream.IntStream;

/**
 * Removes a Transpose that leaves every axis where it is.
 *
 * <pre>
 * x -> Transpose perm=[0,1,2,3] -> y -> Op        becomes        x -> Op
 * </pre>
 */
@AutoService(GraphPass.class)
public final class EliminateNopTranspose extends PatternPass {
    public EliminateNopTranspose() {
        super(
                "eliminate_nop_transpose",
                "removes Transpose that moves no axis",
                Phase.ELIMINATE,
                Pattern.op("Transpose").where(EliminateNopTranspose::movesNothing));
    }

    @Override
    protected void rewrite(Match match) {
        match.bypass(match.root().inputs().get(0));
    }

    private static boolean movesNothing(Node transpose) {
        return transpose
                .intsAttribute("perm")
                .filter(perm -> IntStream.range(0, perm.length).allMatch(i -> perm[i] == i))
                .isPresent();
    }
}
