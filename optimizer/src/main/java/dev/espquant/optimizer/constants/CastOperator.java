package dev.espquant.optimizer.constants;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** Cast between reals, whole numbers and truth values. Reals that no whole number of the type is near are left to the run. */
final class CastOperator {
    private CastOperator() {}

    static Optional<Tensor> compute(ConstantCall call) {
        Tensor input = call.input(0);
        DataType to = call.type();
        boolean known = Numbers.isReal(input.type()) || input.type().isInteger();
        if (!known) {
            return Optional.empty();
        } else if (to == DataType.BOOL) {
            double[] values = input.toDoubles();
            return Numbers.ofWhole(
                    to,
                    input.sizes(),
                    Arrays.stream(values).mapToLong(v -> v == 0 ? 0 : 1).toArray());
        } else if (Numbers.isReal(to)) {
            return Numbers.ofReals(to, input.sizes(), input.toDoubles());
        } else if (input.type().isInteger()) {
            return Numbers.ofWhole(to, input.sizes(), input.toLongs());
        }
        return truncated(input, to);
    }

    /** Toward zero. */
    private static Optional<Tensor> truncated(Tensor input, DataType to) {
        if (!Numbers.isWhole(to)) {
            return Optional.empty();
        }
        double[] values = input.toDoubles();
        long[] whole = new long[values.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (long) values[i];
            boolean fits = !(Math.abs(values[i]) >= 0x1p62);
            if (Double.isNaN(values[i]) || !fits) {
                return Optional.empty();
            }
        }
        Optional<Tensor> result = Numbers.ofWhole(to, input.sizes(), whole);
        return result.filter(t -> Arrays.equals(t.toLongs(), whole));
    }
}
