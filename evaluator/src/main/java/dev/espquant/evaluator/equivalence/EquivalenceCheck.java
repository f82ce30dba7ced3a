package dev.espquant.evaluator.equivalence;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.onnxruntime.TensorExecutor;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.shape.ShapeInference;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares changed models with an original, which runs once:
 *
 * <pre>{@code
 * EquivalenceCheck check = EquivalenceCheck.of(original, EquivalenceOptions.DEFAULT);
 * check.require("my pass", changed);
 * }</pre>
 *
 * Inputs are drawn for the inputs of the original; sizes that it leaves open get numbers with which it runs.
 */
public final class EquivalenceCheck {
    private final EquivalenceOptions options;
    private final ImmutableList<Run> runs;
    private final ImmutableList<String> notCompared;

    /** What the original makes of one set of inputs. */
    private record Run(ImmutableMap<String, Tensor> inputs, ImmutableMap<String, Tensor> outputs) {}

    private EquivalenceCheck(EquivalenceOptions options, ImmutableList<Run> runs, ImmutableList<String> notCompared) {
        this.options = options;
        this.runs = runs;
        this.notCompared = notCompared;
    }

    /**
     * Runs the original.
     *
     * @throws GraphException if ONNX Runtime cannot load it, or cannot run it on any inputs that are tried
     */
    public static EquivalenceCheck of(Model original, EquivalenceOptions options) {
        Graph graph = ShapeInference.infer(original).graph();
        try (TensorExecutor executor = TensorExecutor.open(original)) {
            OpenSizes sizes = sizes(graph, executor, options);
            ImmutableList.Builder<Run> runs = ImmutableList.builder();
            for (int i = 0; i < options.runs(); i++) {
                ImmutableMap<String, Tensor> inputs = RandomInputs.of(graph, sizes, options.seed() + i);
                runs.add(new Run(inputs, executor.run(inputs)));
            }
            ImmutableList<Run> done = runs.build();
            return new EquivalenceCheck(
                    options,
                    done,
                    graph.outputs().stream()
                            .map(ValueInfo::name)
                            .filter(o -> !done.get(0).outputs().containsKey(o))
                            .collect(ImmutableList.toImmutableList()));
        }
    }

    /** The first sizes with which the original runs. */
    private static OpenSizes sizes(Graph graph, TensorExecutor executor, EquivalenceOptions options) {
        GraphException first = null;
        for (OpenSizes sizes : OpenSizes.candidates(graph)) {
            try {
                executor.run(RandomInputs.of(graph, sizes, options.seed()));
                return sizes;
            } catch (GraphException e) {
                first = first == null ? e : first;
            }
        }
        throw GraphException.because("the model cannot be verified, for it runs on no random inputs: "
                        + (first == null ? "" : first.getMessage()))
                .fix("fix the sizes that the model leaves open, or leave --verify out")
                .build();
    }

    /**
     * Runs a changed model on the same inputs.
     *
     * @throws GraphException if ONNX Runtime cannot load or run it
     */
    public EquivalenceReport compare(Model changed) {
        Map<String, OutputDifference> worst = new LinkedHashMap<>();
        try (TensorExecutor executor = TensorExecutor.open(changed)) {
            for (Run run : runs) {
                ImmutableMap<String, Tensor> actual = executor.run(run.inputs());
                run.outputs()
                        .forEach((name, expected) ->
                                worst.merge(name, compare(name, expected, actual), OutputDifference::worse));
            }
        }
        return new EquivalenceReport(ImmutableList.copyOf(worst.values()), runs.size(), notCompared);
    }

    private OutputDifference compare(String name, Tensor expected, Map<String, Tensor> actual) {
        Tensor tensor = actual.get(name);
        return tensor == null
                ? OutputComparison.mismatch(name, "is missing")
                : OutputComparison.compare(name, expected, tensor, options.tolerance());
    }

    /**
     * As {@link #compare}.
     *
     * @param changedBy who changed the model, as the subject of a sentence: {@code pass 'fuse_bn_into_conv'}
     * @throws NotEquivalentException if the models differ, or if the changed one does not even run
     */
    public EquivalenceReport require(String changedBy, Model changed) {
        EquivalenceReport report;
        try {
            report = compare(changed);
        } catch (GraphException e) {
            report = new EquivalenceReport(
                    ImmutableList.of(OutputComparison.mismatch("(all)", "cannot be computed: " + e.getMessage())),
                    runs.size(),
                    notCompared);
        }
        if (!report.isEquivalent()) {
            throw new NotEquivalentException(changedBy, report);
        }
        return report;
    }
}
