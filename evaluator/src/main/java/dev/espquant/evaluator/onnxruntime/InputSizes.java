package dev.espquant.evaluator.onnxruntime;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that what is fed to a model has the sizes that it asks for. */
final class InputSizes {
    private final Graph graph;

    private InputSizes(Graph graph) {
        this.graph = graph;
    }

    /** How many samples there are, by the sizes of every input, batch dimension first; an error if a size does not fit. */
    static int samples(Graph graph, Map<String, long[]> sizes) {
        return new InputSizes(graph).samples(sizes);
    }

    private int samples(Map<String, long[]> sizes) {
        ImmutableSet<String> names =
                graph.inputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
        for (String given : sizes.keySet()) {
            if (!names.contains(given)) {
                throw GraphException.because("the model has no such input")
                        .value(given)
                        .fix(Names.suggestion(given, names))
                        .build();
            }
        }
        long samples = -1;
        for (String name : names) {
            long count = checked(name, sizes.get(name));
            if (samples >= 0 && count != samples) {
                throw GraphException.because("the inputs have " + samples + " and " + count + " samples")
                        .value(name)
                        .fix("give every input the same number of samples")
                        .build();
            }
            samples = count;
        }
        return Math.toIntExact(Math.max(samples, 1));
    }

    private long checked(String name, long @Nullable [] sizes) {
        if (sizes == null || sizes.length == 0 || sizes[0] < 1 || !fits(name, sizes)) {
            throw GraphException.because("the input must have the shape " + shown(name) + ", found "
                            + (sizes == null ? "nothing" : "float" + Arrays.toString(sizes)))
                    .value(name)
                    .fix("prepare the samples as the model wants them")
                    .build();
        }
        return sizes[0];
    }

    private boolean fits(String name, long[] sizes) {
        Shape shape = FixedBatch.sampleShape(graph, name).orElse(null);
        if (shape == null) {
            return true;
        }
        boolean fits = shape.rank() == sizes.length - 1;
        for (int axis = 0; fits && axis < shape.rank(); axis++) {
            fits = !(shape.dimension(axis) instanceof Dimension.Fixed fixed) || fixed.size() == sizes[axis + 1];
        }
        return fits;
    }

    private String shown(String name) {
        return graph.shape(name).map(Shape::toString).orElse("of the model");
    }
}
