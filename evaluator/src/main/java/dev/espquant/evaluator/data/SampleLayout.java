package dev.espquant.evaluator.data;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Matches the sizes of stored samples with those that a model input asks for. Dimensions of size 1 may be added or missing: they cannot change
 * the order of the elements. Anything else that differs is refused, and where the data is laid out channels last for a channels-first input
 * (or the other way) the error has the command that turns it.
 *
 * @param sizes of one sample as the model sees it
 * @param note what was changed, in words; empty if nothing
 */
record SampleLayout(ImmutableLongArray sizes, Optional<String> note) {

    /**
     * @param input the model input's name
     * @param shape what the model asks for, batch dimension first; empty if it does not say
     */
    static SampleLayout match(String input, Optional<Shape> shape, NpyArray array) {
        ImmutableLongArray sample = sampleSizes(array);
        if (shape.isEmpty()) {
            return new SampleLayout(sample, Optional.empty());
        }
        if (shape.get().rank() == 0) {
            throw GraphException.because("the model input is a scalar: it has no batch dimension")
                    .value(input)
                    .fix("export the model with the batch as first dimension of every input")
                    .build();
        }
        List<Dimension> wanted = shape.get().dimensions().subList(1, shape.get().rank());
        if (fits(sample.asList(), wanted)) {
            return new SampleLayout(sample, Optional.empty());
        }
        return squeezed(sample, wanted)
                .map(sizes -> new SampleLayout(
                        sizes,
                        Optional.of(array.name() + ": samples of shape " + sample + " are taken as " + sizes
                                + ", which input '" + input + "' asks for (the elements keep their order)")))
                .orElseThrow(() -> mismatch(input, shape.get(), wanted, array));
    }

    private static ImmutableLongArray sampleSizes(NpyArray array) {
        if (array.sizes().isEmpty() || array.elementCount() == 0) {
            throw GraphException.because("the array of shape " + array.sizes() + " holds no samples")
                    .file(array.name())
                    .fix("its first dimension must count the samples, at least one: numpy.save(file, array[None])")
                    .build();
        }
        return array.sizes().subArray(1, array.sizes().length());
    }

    private static boolean fits(List<Long> sizes, List<Dimension> wanted) {
        if (sizes.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < sizes.size(); i++) {
            if (wanted.get(i) instanceof Dimension.Fixed fixed && fixed.size() != sizes.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** The model's sizes, if they and the sample's are the same but for dimensions of size 1. */
    private static Optional<ImmutableLongArray> squeezed(ImmutableLongArray sample, List<Dimension> wanted) {
        List<Long> large = sample.stream().filter(size -> size != 1).boxed().toList();
        List<Dimension> asked =
                wanted.stream().filter(d -> !d.equals(Dimension.of(1))).toList();
        if (!fits(large, asked)) {
            return Optional.empty();
        }
        ImmutableLongArray.Builder sizes = ImmutableLongArray.builder();
        int next = 0;
        for (Dimension dimension : wanted) {
            sizes.add(dimension.equals(Dimension.of(1)) ? 1 : large.get(next++));
        }
        return Optional.of(sizes.build());
    }

    private static GraphException mismatch(String input, Shape shape, List<Dimension> wanted, NpyArray array) {
        ImmutableLongArray sample = sampleSizes(array);
        String reason = "input '" + input + "' has shape " + shape + " (batch first), the array " + array.sizes();
        String fix = "prepare the array so that every sample has the shape " + Shape.of(wanted);
        if (fits(array.sizes().asList(), wanted)) {
            reason += ": it is one sample without the dimension that counts samples";
            fix = "numpy.save(file, array[None])";
        } else if (sample.length() >= 2 && fits(moved(sample, sample.length() - 1, 0), wanted)) {
            reason += ": the data is channels last (NHWC), the model channels first (NCHW)";
            fix = turn(array, channelsToFront(sample.length() + 1));
        } else if (sample.length() >= 2 && fits(moved(sample, 0, sample.length() - 1), wanted)) {
            reason += ": the data is channels first (NCHW), the model channels last (NHWC)";
            fix = turn(array, channelsToBack(sample.length() + 1));
        }
        return GraphException.because(reason).file(array.name()).fix(fix).build();
    }

    private static String turn(NpyArray array, List<Integer> axes) {
        return "numpy.save('turned.npy', numpy.load('" + array.name() + "').transpose("
                + axes.toString().replace("[", "").replace("]", "")
                + ").copy()), or put a Transpose at the head of the model";
    }

    private static List<Integer> channelsToFront(int rank) {
        List<Integer> axes = new ArrayList<>(List.of(0, rank - 1));
        for (int axis = 1; axis < rank - 1; axis++) {
            axes.add(axis);
        }
        return axes;
    }

    private static List<Integer> channelsToBack(int rank) {
        List<Integer> axes = new ArrayList<>(List.of(0));
        for (int axis = 2; axis < rank; axis++) {
            axes.add(axis);
        }
        axes.add(1);
        return axes;
    }

    private static List<Long> moved(ImmutableLongArray sizes, int from, int to) {
        List<Long> result = new ArrayList<>(sizes.asList());
        result.add(to, result.remove(from));
        return result;
    }
}
