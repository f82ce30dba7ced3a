package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.InputNormalization;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes a normalization at the beginning of a graph into the record of what is done to samples: on a chip it costs less where the image is
 * copied, and the input's integers then have the range of normalized numbers.
 *
 * <pre>
 * input x -> Sub mean -> Div std -> Conv        becomes        input x -> Conv, and metadata "axis=1 mean=... std=..."
 * </pre>
 *
 * Likewise Add and Mul, by one constant per channel or one for all. Runs only when it is asked for by name, because the model's input means
 * something else afterwards: whoever feeds it must normalize first. {@code calibrate}, {@code evaluate} and {@code quantize} do, as the metadata
 * say; see {@link InputNormalization}. Integer inputs, which a Cast follows, keep their normalization.
 */
@AutoService(GraphPass.class)
public final class ExtractInputNormalization implements GraphPass {
    @Override
    public String name() {
        return "extract_input_normalization";
    }

    @Override
    public String summary() {
        return "takes a normalization of an input out of the graph, into the metadata that preprocessing reads";
    }

    @Override
    public Phase phase() {
        return Phase.NORMALIZE;
    }

    @Override
    public boolean optIn() {
        return true;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Graph current = graph;
        for (ValueInfo input : graph.inputs()) {
            boolean isFloat = graph.tensorType(input.name())
                    .flatMap(type -> type.elementType())
                    .filter(t -> t == DataType.FLOAT)
                    .isPresent();
            if (isFloat && graph.initializer(input.name()).isEmpty()) {
                current = extract(current, input.name(), context);
            }
        }
        return current;
    }

    private static Graph extract(Graph graph, String input, PassContext context) {
        Model model = context.modelOf(graph);
        InputNormalization found = InputNormalization.of(model, input).orElse(InputNormalization.NONE);
        List<Node> steps = new ArrayList<>();
        String value = input;
        for (Optional<Node> step = step(graph, value); step.isPresent(); step = step(graph, value)) {
            Optional<InputNormalization> joined =
                    InputSteps.of(graph, step.get(), value).flatMap(found::then);
            if (joined.isEmpty()) {
                break;
            }
            found = joined.get();
            steps.add(step.get());
            value = step.get().output();
        }
        if (steps.isEmpty()) {
            return graph;
        }
        InputNormalization result = found;
        context.changeModel(m -> result.in(m, input));
        steps.forEach(step -> context.fired(step.name()));
        context.note("the model now takes '" + input + "' normalized: (x - mean) / std with " + result);
        return without(graph, steps, value, input);
    }

    /** The only node that reads a value, if its own output can be replaced. */
    private static Optional<Node> step(Graph graph, String value) {
        List<Node> readers = graph.consumers(value);
        return readers.size() == 1
                        && !graph.isOutput(value)
                        && !graph.isOutput(readers.get(0).output())
                        && graph.consumers(readers.get(0).output()).stream()
                                .noneMatch(n -> GraphNames.insideSubgraphs(n)
                                        .contains(readers.get(0).output()))
                ? Optional.of(readers.get(0))
                : Optional.empty();
    }

    private static Graph without(Graph graph, List<Node> steps, String last, String input) {
        Set<String> gone = steps.stream().map(Node::output).collect(Collectors.toCollection(HashSet::new));
        List<Node> nodes = graph.nodes().stream()
                .filter(n -> !gone.contains(n.outputs().isEmpty() ? "" : n.output()))
                .map(n -> n.inputs().contains(last)
                        ? n.withInputs(n.inputs().stream()
                                .map(v -> v.equals(last) ? input : v)
                                .toList())
                        : n)
                .toList();
        Map<String, ValueInfo> infos = new LinkedHashMap<>(graph.valueInfos());
        infos.keySet().removeAll(gone);
        return graph.toBuilder().nodes(nodes).valueInfos(infos).build();
    }
}
