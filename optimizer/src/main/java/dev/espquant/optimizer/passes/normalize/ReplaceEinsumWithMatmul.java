package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Optional;

/**
 * Makes an Einsum that multiplies matrices MatMul, with the Transpose and Reshape nodes that its equation asks for.
 *
 * <pre>
 * a, b -> Einsum "bij,bjk->bik" -> y          becomes        a, b -> MatMul -> y
 * a, b -> Einsum "bhid,bhjd->bhij" -> y       becomes        b -> Transpose 0,1,3,2 -> t; a, t -> MatMul -> y
 * a, b -> Einsum "abc,cde->abde" -> y         becomes        b -> Reshape c,(de) -> r; a, r -> MatMul -> Reshape a,b,d,e -> y
 * a, b -> Einsum "...ij,...jk->...ik" -> y    becomes        a, b -> MatMul -> y
 * a -> Einsum "abc->cab" -> y                 becomes        a -> Transpose 2,0,1 -> y
 * </pre>
 *
 * Axes are joined only if all sizes are known. Letters that stand in one operand alone, or twice, are no product of matrices.
 */
@AutoService(GraphPass.class)
public final class ReplaceEinsumWithMatmul extends PatternPass {
    /** What MatMul multiplies. */
    private static final ImmutableSet<DataType> MULTIPLIED = ImmutableSet.of(
            DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.INT32, DataType.INT64, DataType.UINT32);

    public ReplaceEinsumWithMatmul() {
        super(
                "replace_einsum_with_matmul",
                "makes Einsum that multiplies matrices MatMul",
                Phase.NORMALIZE,
                Pattern.op("Einsum").where(node -> node.inputs().size() <= 2));
    }

    @Override
    protected void rewrite(Match match) {
        Node root = match.root();
        Optional<DataType> type = match.type(root.inputs().get(0)).flatMap(TensorType::elementType);
        Optional<String> equation = EinsumEllipsis.written(match, root.textAttribute("equation", ""));
        if (root.inputs().size() == 1) {
            equation.flatMap(EinsumTerms::permutation)
                    .ifPresent(order -> match.replace(Node.of(root.name(), "Transpose", root.inputs(), root.outputs())
                            .withAttribute("perm", new Attribute.OfInts(order))));
        } else if (type.filter(MULTIPLIED::contains).isPresent()) {
            equation.flatMap(EinsumTerms::parse)
                    .flatMap(terms -> EinsumProduct.of(match, terms))
                    .ifPresent(nodes -> match.replace(nodes.toArray(Node[]::new)));
        }
    }
}
