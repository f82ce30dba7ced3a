package dev.espquant.optimizer.constants;

import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.passes.TensorMoves;
import java.util.ArrayList;
import java.util.List;

/** Split: pieces side by side along an axis, as long as shape inference says. */
final class SplitOperator {
    private SplitOperator() {}

    static List<Tensor> compute(ConstantCall call) {
        Tensor data = call.input(0);
        if (!ConstantOperators.hasWholeBytes(data)) {
            return List.of();
        }
        int axis = call.axis("axis", 0, data.rank());
        long[] strides = TensorMoves.strides(data.sizes());
        List<Tensor> pieces = new ArrayList<>();
        long begin = 0;
        for (TensorType output : call.outputs()) {
            long[] sizes = output.shape().orElseThrow().sizes();
            pieces.add(TensorMoves.view(data, sizes, begin * strides[axis], strides));
            begin += sizes[axis];
        }
        return pieces;
    }
}
