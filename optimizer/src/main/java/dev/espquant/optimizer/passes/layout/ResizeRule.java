package dev.espquant.optimizer.passes.layout;

import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Resize and Upsample by constant scales or sizes of all axes, if afterwards only axes behind the first two change, as runtimes expect. */
final class ResizeRule implements LayoutRule {
    @Override
    public Optional<Node> before(Node node, LayoutScope scope) {
        int scalesInput = node.is("Upsample") || scope.opset() < 11 ? 1 : 2;
        boolean hasRegion = scalesInput == 2
                && node.input(1).isPresent()
                && scope.constant(node, 1).filter(t -> t.elementCount() == 0).isEmpty();
        if (hasRegion || node.attribute("axes").isPresent()) {
            return Optional.empty();
        }
        Optional<Tensor> scales = scope.constant(node, scalesInput).filter(t -> t.elementCount() > 0);
        return scales.isPresent()
                ? scaled(node, scope, scales.get(), scalesInput)
                : scope.constant(node, 3).flatMap(sizes -> sized(node, scope, sizes));
    }

    private static Optional<Node> scaled(Node node, LayoutScope scope, Tensor scales, int input) {
        Tensor moved = moved(scales, scope);
        double[] values = moved.toDoubles();
        boolean fits = values.length == scope.order().rank() && values.length > 2 && values[0] == 1 && values[1] == 1;
        return fits
                ? Optional.of(Inputs.with(node, input, scope.constants().add(node.name() + "_scales", moved)))
                : Optional.empty();
    }

    private static Optional<Node> sized(Node node, LayoutScope scope, Tensor sizes) {
        Tensor moved = moved(sizes, scope);
        Optional<Shape> leading = scope.shape(node.inputs().get(0))
                .map(s -> Shape.of(scope.order().before(s).dimensions().subList(0, 2)));
        boolean fits =
                moved.elementCount() > 2 && leading.equals(Optional.of(Shape.of(Arrays.copyOf(moved.toLongs(), 2))));
        return fits
                ? Optional.of(Inputs.with(node, 3, scope.constants().add(node.name() + "_sizes", moved)))
                : Optional.empty();
    }

    /** One element per axis, in the order of the axes before. */
    private static Tensor moved(Tensor perAxis, LayoutScope scope) {
        int rank = scope.order().rank();
        if (perAxis.elementCount() != rank) {
            return perAxis;
        }
        Tensor[] parts = new Tensor[rank];
        for (int i = 0; i < rank; i++) {
            parts[(int) scope.order().before(i)] = TensorMoves.view(perAxis, new long[] {1}, i, new long[] {1});
        }
        return TensorMoves.concat(List.of(parts), 0, new long[] {rank});
    }
}
