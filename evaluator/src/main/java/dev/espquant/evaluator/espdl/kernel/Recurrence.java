package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.ir.DataType;

/**
 * The sizes of a recurrent layer.
 *
 * @param steps length of the sequence
 * @param inputs features of a step
 * @param hidden features of the state
 * @param gates gates of the layer
 * @param directions 1, or 2 for a layer that also reads the sequence backwards
 * @param gateExponent exponent of biases and of sums before the curves
 */
record Recurrence(int steps, int inputs, int hidden, int gates, int directions, int gateExponent) {
    /** Where no bias tells it. */
    private static final int GATE_EXPONENT = -9;

    /** Checks the layer's inputs and states the sizes of its outputs. */
    static Recurrence of(EspdlContext context, int gates) {
        ArrayType x = context.input(0);
        ArrayType w = context.input(1);
        ArrayType r = context.input(2);
        boolean batchFirst = context.node().intAttribute("layout", 0) != 0;
        context.require(
                x.rank() == 3 && w.rank() == 3 && r.rank() == 3 && x.size(batchFirst ? 0 : 1) == 1,
                "its sequence is not one batch, or its weights have not three axes",
                "run one sequence at a time");
        int hidden = r.size(2);
        Recurrence sizes =
                new Recurrence(x.size(batchFirst ? 1 : 0), x.size(2), hidden, gates, w.size(0), gateExponent(context));
        context.require(
                w.size(1) == gates * hidden
                        && w.size(2) == sizes.inputs
                        && r.size(1) == gates * hidden
                        && r.size(0) == w.size(0)
                        && (sizes.directions == 1 || sizes.directions == 2),
                "its weights " + w.sizes() + " and " + r.sizes() + " do not fit",
                "export the model again");
        sizes.requireTypes(context);
        int[] y = batchFirst
                ? new int[] {1, sizes.steps, sizes.directions, hidden}
                : new int[] {sizes.steps, sizes.directions, 1, hidden};
        context.setOutput(0, y);
        for (int i = 1; i < context.node().outputs().size(); i++) {
            context.setOutput(
                    i, batchFirst ? new int[] {1, sizes.directions, hidden} : new int[] {sizes.directions, 1, hidden});
        }
        return sizes;
    }

    private void requireTypes(EspdlContext context) {
        DataType type = context.input(0).type();
        context.require(
                (type == DataType.INT8 || type == DataType.INT16)
                        && context.input(1).type() == type
                        && context.input(2).type() == type
                        && context.output(0).type() == type,
                "its sequence, weights and states are not all int8 or int16",
                "quantize the layer");
        context.require(
                !context.hasInput(3)
                        || (context.input(3).type() == DataType.INT16
                                && context.input(3).count() == 2 * gates * hidden * directions),
                "its biases are not int16 numbers, two for each gate",
                "export the model again");
    }

    private static int gateExponent(EspdlContext context) {
        return context.hasInput(3) ? context.input(3).exponent() : GATE_EXPONENT;
    }

    int width() {
        return gates * hidden;
    }

    /** The step that is computed at a point of time: the second direction begins at the end. */
    int step(int direction, int time) {
        return direction == 0 ? time : steps - 1 - time;
    }
}
