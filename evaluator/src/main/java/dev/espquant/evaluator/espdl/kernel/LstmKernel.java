package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.ir.DataType;
import java.util.Optional;

/**
 * LSTM in one or two directions, one batch. Gates are int16 sums through tables, the cell an int16 number at the gates' exponent
 * ({@code round(f * c + i * g * 2^-e)}), the state {@code round(o * tanh(c) * 2^-e)}, float32 in between. ESP-DL's portable kernel; states before the
 * first step are inputs 5 and 6, or zero.
 */
@AutoService(EspdlKernel.class)
public final class LstmKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("LSTM");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        Recurrence sizes = Recurrence.of(context, 4);
        if (context.node().outputs().size() > 2) {
            context.require(
                    context.output(2).type() == DataType.INT16
                            && context.output(2).exponent() == sizes.gateExponent(),
                    "its cell is " + context.output(2) + ", not int16 at the gates' exponent " + sizes.gateExponent(),
                    "export the model again");
        }
        Layer layer = new Layer(
                sizes,
                new GateSums(context),
                GateTable.sigmoid(sizes.gateExponent()),
                GateTable.tanh(sizes.gateExponent()));
        return layer::run;
    }

    private record Layer(Recurrence sizes, GateSums sums, GateTable sigmoid, GateTable tanh) {
        void run(NodeRun run) {
            for (int direction = 0; direction < sizes.directions(); direction++) {
                direction(run, direction);
            }
        }

        private void direction(NodeRun run, int direction) {
            int hidden = sizes.hidden();
            EspdlArray y = run.output(0);
            EspdlArray state = start(run.optionalInput(5), y.type(), y.exponent(), direction);
            EspdlArray cell = start(run.optionalInput(6), DataType.INT16, sizes.gateExponent(), direction);
            for (int t = 0; t < sizes.steps(); t++) {
                int step = sizes.step(direction, t);
                step(run, state, cell, step, direction);
                for (int i = 0; i < hidden; i++) {
                    y.copy((step * sizes.directions() + direction) * hidden + i, state, i);
                }
            }
            for (int i = 0; i < hidden; i++) {
                if (run.outputCount() > 1) {
                    run.output(1).copy(direction * hidden + i, state, i);
                }
                if (run.outputCount() > 2) {
                    run.output(2).copy(direction * hidden + i, cell, i);
                }
            }
        }

        private EspdlArray start(Optional<EspdlArray> given, DataType type, int exponent, int direction) {
            EspdlArray state = EspdlArray.zeros(type, new int[] {sizes.hidden()}, exponent);
            for (int i = 0; given.isPresent() && i < sizes.hidden(); i++) {
                state.copy(i, given.get(), direction * sizes.hidden() + i);
            }
            return state;
        }

        /** ONNX's order of gates: input, output, forget, cell. */
        private void step(NodeRun run, EspdlArray state, EspdlArray cell, int step, int direction) {
            int hidden = sizes.hidden();
            int[] gates = gates(run, state, step, direction);
            float rescaleCell = Rounding.power(-cell.exponent());
            float rescale = Rounding.power(-state.exponent());
            for (int i = 0; i < hidden; i++) {
                float in = sigmoid.get(gates[i]);
                float out = sigmoid.get(gates[hidden + i]);
                float forget = sigmoid.get(gates[2 * hidden + i]);
                float candidate = tanh.get(gates[3 * hidden + i]);
                float next = forget * cell.integer(i);
                cell.put(i, run.rounding().round(next + in * candidate * rescaleCell));
                state.putNearest(i, run.rounding().round(out * tanh.get(cell.integer(i)) * rescale));
            }
        }

        private int[] gates(NodeRun run, EspdlArray state, int step, int direction) {
            int width = sizes.width();
            int[] fromInput = sum(run.input(1), direction, run.input(0), step * sizes.inputs(), sizes.inputs());
            int[] fromState = sum(run.input(2), direction, state, 0, sizes.hidden());
            for (int i = 0; i < width; i++) {
                int at = direction * 2 * width + i;
                long bias = run.optionalInput(3)
                        .map(b -> b.integer(at) + b.integer(at + width))
                        .orElse(0L);
                fromInput[i] = (short) (fromInput[i] + fromState[i] + bias);
            }
            return fromInput;
        }

        private int[] sum(EspdlArray matrix, int direction, EspdlArray vector, int first, int length) {
            int[] result = new int[sizes.width()];
            int shift = sizes.gateExponent() - vector.exponent() - matrix.exponent();
            sums.multiply(matrix, direction * sizes.width() * length, vector, first, length, shift, result);
            return result;
        }
    }
}
