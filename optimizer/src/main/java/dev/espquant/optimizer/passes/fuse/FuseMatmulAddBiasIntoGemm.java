package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.List;
import java.util.Optional;

/**
 * Makes a matrix product and the bias added to it one Gemm.
 *
 * <pre>
 * a [M,K], b [K,N] -> MatMul -> Add c [N] -> y        becomes        a, b, c -> Gemm alpha=1 beta=1 transA=0 transB=0 -> y
 * </pre>
 *
 * Only for two-dimensional operands and a float32 constant that is the same for every row. The node is called {@code fused_gemm_<i>}, counted
 * from 0, as Espressif's script calls it: exported coefficients take their names from there.
 */
@AutoService(GraphPass.class)
public final class FuseMatmulAddBiasIntoGemm extends PatternPass {
    /** What the names of fused nodes begin with. */
    public static final String NAME_PREFIX = "fused_gemm";

    private static final ImmutableMap<String, Attribute> PLAIN = ImmutableMap.of(
            "alpha", Attribute.of(1f), "beta", Attribute.of(1f), "transA", Attribute.of(0), "transB", Attribute.of(0));

    public FuseMatmulAddBiasIntoGemm() {
        super(
                "fuse_matmul_add_bias_into_gemm",
                "makes MatMul and an added bias one Gemm",
                Phase.FUSE,
                Pattern.op("Add")
                        .eitherWithConstant(Pattern.op("MatMul").as("matmul").readOnce(), "bias"));
    }

    @Override
    protected void rewrite(Match match) {
        Node matmul = match.node("matmul");
        String biasName = match.value("bias");
        Optional<Long> columns = columns(match, matmul.inputs().get(1));
        if (match.opset() < 7
                || columns.isEmpty()
                || !isMatrix(match, matmul.inputs().get(0))) {
            return;
        }
        match.constant(biasName)
                .flatMap(constant -> PerChannel.ofBroadcast(constant, 2, 1, columns.get()))
                .ifPresent(bias -> match.replace(Node.of(
                        match.context().numberedName(NAME_PREFIX),
                        "Gemm",
                        List.of(
                                matmul.inputs().get(0),
                                matmul.inputs().get(1),
                                match.updateConstant(biasName, PerChannel.vector(bias))),
                        match.root().outputs(),
                        PLAIN)));
    }

    private static boolean isMatrix(Match match, String value) {
        return match.shape(value).filter(shape -> shape.rank() == 2).isPresent();
    }

    /** The number of columns of a float32 matrix; empty if it is something else or the number is not known. */
    private static Optional<Long> columns(Match match, String value) {
        return match.type(value)
                .filter(type ->
                        type.elementType().filter(t -> t == DataType.FLOAT).isPresent())
                .flatMap(TensorType::shape)
                .filter(shape -> shape.rank() == 2)
                .map((Shape shape) -> shape.dimension(1))
                .flatMap(d -> d instanceof Dimension.Fixed fixed ? Optional.of(fixed.size()) : Optional.empty());
    }
}
