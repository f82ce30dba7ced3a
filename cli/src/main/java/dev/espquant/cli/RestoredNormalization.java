package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.espquant.ir.Graph;
import dev.espquant.ir.InputNormalization;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts a normalization of inputs that the optimizer took out of the graph back into it, so that the result can be compared with the original on
 * the same raw inputs. What is compared is then {@code x -> Sub mean -> Div std -> the optimized graph}: that which reading samples by the metadata
 * and running the model comes to.
 */
final class RestoredNormalization {
    private RestoredNormalization() {}

    /** The optimized model for raw inputs; the model itself if its metadata demand nothing that the original's do not. */
    static Model of(Model original, Model optimized) {
        Model model = optimized;
        for (ValueInfo input : optimized.graph().inputs()) {
            Optional<InputNormalization> normalization = InputNormalization.of(optimized, input.name());
            if (normalization.isPresent()
                    && InputNormalization.of(original, input.name()).isEmpty()) {
                model = model.withGraph(restored(model.graph(), input.name(), normalization.get()));
            }
        }
        return model;
    }

    private static Graph restored(Graph graph, String input, InputNormalization normalization) {
        Set<String> names = new HashSet<>(graph.valueNames());
        graph.nodes().forEach(node -> names.add(node.name()));
        String mean = fresh(input + "/mean", names);
        String std = fresh(input + "/std", names);
        String centred = fresh(input + "/centred", names);
        String normalized = fresh(input + "/normalized", names);
        ImmutableList.Builder<Node> nodes = ImmutableList.builder();
        nodes.add(Node.of(centred, "Sub", List.of(input, mean), List.of(centred)));
        nodes.add(Node.of(normalized, "Div", List.of(centred, std), List.of(normalized)));
        for (Node node : graph.nodes()) {
            nodes.add(node.withInputs(node.inputs().stream()
                    .map(read -> read.equals(input) ? normalized : read)
                    .toList()));
        }
        int behind = graph.shape(input)
                .map(shape -> shape.rank() - normalization.axis() - 1)
                .orElse(0);
        return graph.toBuilder()
                .initializer(mean, channels(normalization.means(), behind))
                .initializer(std, channels(normalization.stds(), behind))
                .nodes(nodes.build())
                .build();
    }

    /** One number for each channel, or one for all, with axes of size 1 for the axes behind that of the channels. */
    private static Tensor channels(ImmutableDoubleArray numbers, int behind) {
        float[] values = new float[numbers.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i);
        }
        long[] sizes = new long[values.length == 1 ? 0 : 1 + Math.max(0, behind)];
        Arrays.fill(sizes, 1);
        if (sizes.length > 0) {
            sizes[0] = values.length;
        }
        return Tensor.ofFloats(sizes, values);
    }

    private static String fresh(String base, Set<String> names) {
        String name = base;
        while (!names.add(name)) {
            name += "_";
        }
        return name;
    }
}
