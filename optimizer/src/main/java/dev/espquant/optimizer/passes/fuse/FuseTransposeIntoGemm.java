package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets Gemm transpose its operands by itself.
 *
 * <pre>
 * b -> Transpose perm=[1,0] -> b'; a, b' -> Gemm transB=0 -> y        becomes        a, b -> Gemm transB=1 -> y
 * </pre>
 *
 * Likewise the first operand and {@code transA}.
 */
@AutoService(GraphPass.class)
public final class FuseTransposeIntoGemm extends PatternPass {
    public FuseTransposeIntoGemm() {
        super("fuse_transpose_into_gemm", "lets Gemm transpose its operands", Phase.FUSE, Pattern.op("Gemm"));
    }

    @Override
    protected void rewrite(Match match) {
        Node gemm = match.root();
        Node fused = transposing(match, transposing(match, gemm, 0, "transA"), 1, "transB");
        if (!fused.equals(gemm)) {
            match.replace(fused);
        }
    }

    private static Node transposing(Match match, Node gemm, int input, String flag) {
        Optional<Node> transpose = gemm.input(input).flatMap(match::producer).filter(n -> n.is("Transpose"));
        if (transpose.isEmpty()) {
            return gemm;
        }
        List<String> inputs = new ArrayList<>(gemm.inputs());
        inputs.set(input, transpose.get().inputs().get(0));
        boolean moves =
                transpose.get().intsAttribute("perm").map(perm -> perm[0] == 1).orElse(true);
        Node direct = gemm.withInputs(inputs);
        return moves ? direct.withAttribute(flag, Attribute.of(1 - Math.min(1, gemm.intAttribute(flag, 0)))) : direct;
    }
}
