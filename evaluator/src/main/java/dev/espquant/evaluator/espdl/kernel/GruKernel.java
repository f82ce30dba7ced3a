package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;

/**
 * GRU with {@code linear_before_reset}, forward, one batch. Gates are int16 sums through tables; the state is
 * {@code round((1 - z) * n * 2^-e + z * h)} in float32. ESP-DL's portable kernel; the state before the first step is input 5, or zero.
 */
@AutoService(EspdlKernel.class)
public final class GruKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("GRU");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Recurrence sizes = Recurrence.of(context, 3);
        context.require(
                sizes.directions() == 1 && context.node().intAttribute("linear_before_reset", 0) != 0,
                "it is bidirectional, or resets before its linear layer",
                "export a forward GRU with linear_before_reset = 1");
        Step step = new Step(
                sizes,
                new GateSums(context),
                GateTable.sigmoid(sizes.gateExponent()),
                GateTable.tanh(sizes.gateExponent()));
        return step::run;
    }

    private record Step(Recurrence sizes, GateSums sums, GateTable sigmoid, GateTable tanh) {
        void run(NodeRun run) {
            int hidden = sizes.hidden();
            EspdlArray y = run.output(0);
            EspdlArray state = EspdlArray.zeros(y.type(), new int[] {hidden}, y.exponent());
            for (int i = 0; i < hidden; i++) {
                int element = i;
                run.optionalInput(5).ifPresent(h -> state.copy(element, h, element));
            }
            for (int t = 0; t < sizes.steps(); t++) {
                step(run, state, t);
                for (int i = 0; i < hidden; i++) {
                    y.copy(t * hidden + i, state, i);
                }
            }
            for (int i = 0; run.outputCount() > 1 && i < hidden; i++) {
                run.output(1).copy(i, state, i);
            }
        }

        private void step(NodeRun run, EspdlArray state, int t) {
            int[] x = sum(run, 1, run.input(0), t * sizes.inputs(), sizes.inputs(), 0);
            int[] h = sum(run, 2, state, 0, sizes.hidden(), sizes.width());
            int hidden = sizes.hidden();
            float rescale = Rounding.power(-state.exponent());
            for (int i = 0; i < hidden; i++) {
                float z = sigmoid.get(x[i] + h[i]);
                float r = sigmoid.get(x[hidden + i] + h[hidden + i]);
                float reset = r * h[2 * hidden + i];
                float n = tanh.get(run.rounding().round(x[2 * hidden + i] + reset));
                float next = (1 - z) * n * rescale;
                state.putNearest(i, run.rounding().round(next + z * state.integer(i)));
            }
        }

        private int[] sum(NodeRun run, int weights, EspdlArray vector, int first, int length, int bias) {
            EspdlArray matrix = run.input(weights);
            int[] result = new int[sizes.width()];
            int shift = sizes.gateExponent() - vector.exponent() - matrix.exponent();
            sums.multiply(matrix, 0, vector, first, length, shift, result);
            for (int i = 0; i < result.length; i++) {
                int at = bias + i;
                result[i] = (short) (result[i]
                        + run.optionalInput(3).map(b -> b.integer(at)).orElse(0L));
            }
            return result;
        }
    }
}
