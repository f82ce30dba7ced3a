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
 * LayerNormalization over all axes from one on, in float32 of integers with one exponent: mean and variance, then
 * {@code (x - mean) * inverse deviation * scale + bias}. Outputs 1 and 2, where asked for, are mean and inverse deviation. ESP-DL's portable kernel.
 */
@AutoService(EspdlKernel.class)
public final class LayerNormKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("LayerNormalization");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] sizes = context.input(0).toSizes();
        context.setOutput(0, sizes);
        int axis = context.axis(context.node().intAttribute("axis", -1), sizes.length);
        Rows rows = Rows.from(sizes, axis);
        for (int i = 1; i <= 2; i++) {
            context.require(
                    !context.hasInput(i) || context.input(i).count() == rows.length(),
                    "input " + i + " has not one number for each element of a row",
                    "export the model again");
        }
        for (int i = 1; i < context.node().outputs().size(); i++) {
            context.require(
                    context.output(i).count() == rows.outer(), "output " + i + " has another size", "export it");
        }
        float epsilon = context.node().floatAttribute("epsilon", 1e-5f);
        return run -> rows.each((first, step) -> row(run, rows.length(), first, epsilon));
    }

    private static void row(NodeRun run, int length, int first, float epsilon) {
        EspdlArray input = run.input(0);
        float scale = input.isReal() ? 1 : Rounding.power(input.exponent());
        float units = mean(input, first, length);
        float variance = 0;
        for (int i = first; i < first + length; i++) {
            float difference = input.real(i) - units;
            variance += difference * difference;
        }
        variance = variance * (scale * scale) / length;
        float mean = units * scale;
        float inverse = 1f / Reals.sqrtNewton(variance + epsilon);
        statistic(run, 1, first / length, mean);
        statistic(run, 2, first / length, inverse);
        float rescale = Rounding.power(-run.output(0).exponent());
        for (int i = 0; i < length; i++) {
            int element = i;
            float factor = run.optionalInput(1).map(s -> Reals.of(s, element)).orElse(1f);
            float bias = run.optionalInput(2).map(b -> Reals.of(b, element)).orElse(0f);
            float normalized = (input.real(first + i) * scale - mean) * inverse;
            run.storeReal(run.output(0), first + i, (normalized * factor + bias) * rescale);
        }
    }

    private static float mean(EspdlArray input, int first, int length) {
        float real = 0;
        long sum = 0;
        for (int i = first; i < first + length; i++) {
            real += input.isReal() ? input.real(i) : 0;
            sum += input.isReal() ? 0 : input.integer(i);
        }
        return input.isReal() ? real / length : (float) (sum * 1.0 / length);
    }

    private static void statistic(NodeRun run, int output, int at, float value) {
        if (output < run.outputCount()) {
            EspdlArray array = run.output(output);
            run.storeReal(array, at, value * Rounding.power(-array.exponent()));
        }
    }
}
