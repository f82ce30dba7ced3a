package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import java.util.Objects;
import java.util.Optional;

/**
 * Functions of one number: through the table of the file if there is one, else of the dequantized number in float32,
 * {@code round(f(x * 2^e_in) * 2^-e_out)}.
 */
@AutoService(EspdlKernel.class)
public final class CurveKernel implements EspdlKernel {
    /** A function with the attributes of its node. */
    @FunctionalInterface
    private interface Curve {
        float apply(float x, float alpha, float beta);
    }

    private record Entry(Curve curve, float alpha, float beta) {
        static Entry of(Curve curve) {
            return new Entry(curve, 0, 0);
        }
    }

    private static final ImmutableMap<String, Entry> CURVES = ImmutableMap.<String, Entry>builder()
            .put("Sigmoid", Entry.of((x, a, b) -> Reals.sigmoid(x)))
            .put("Tanh", Entry.of((x, a, b) -> Reals.tanh(x)))
            .put("Swish", Entry.of((x, a, b) -> Reals.sigmoid(x) * x))
            .put("Exp", Entry.of((x, a, b) -> Reals.exp(x)))
            .put("Log", Entry.of((x, a, b) -> Reals.log(x)))
            .put("Sqrt", Entry.of((x, a, b) -> (float) Math.sqrt(x)))
            .put("LeakyRelu", new Entry((x, a, b) -> x >= 0 ? x : x * a, 0.01f, 0))
            .put("Elu", new Entry((x, a, b) -> x >= 0 ? x : a * (Reals.exp(x) - 1), 1, 0))
            .put("HardSigmoid", new Entry((x, a, b) -> Math.max(0, Math.min(1, a * x + b)), 0.2f, 0.5f))
            .put("HardSwish", Entry.of((x, a, b) -> hardSwish(x)))
            .buildOrThrow();

    @Override
    public ImmutableSet<String> opTypes() {
        return CURVES.keySet();
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        context.setOutput(0, context.input(0).toSizes());
        Optional<PreparedNode> table = LookUp.of(context);
        if (table.isPresent()) {
            return table.get();
        }
        Entry entry = Objects.requireNonNull(CURVES.get(context.node().opType()));
        float alpha = context.node().floatAttribute("alpha", entry.alpha());
        float beta = context.node().floatAttribute("beta", entry.beta());
        return EngineTable.describe(context, run -> compute(run, entry.curve(), alpha, beta));
    }

    private static void compute(NodeRun run, Curve curve, float alpha, float beta) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        float rescale = Rounding.power(-output.exponent());
        for (int i = 0; i < output.count(); i++) {
            run.storeReal(output, i, curve.apply(Reals.of(input, i), alpha, beta) * rescale);
        }
    }

    /** ESP-DL writes 0.166667 for a sixth and computes in double precision. */
    private static float hardSwish(float x) {
        return (float) (Math.max(0, Math.min(1, 0.166667 * x + 0.5)) * x);
    }
}
