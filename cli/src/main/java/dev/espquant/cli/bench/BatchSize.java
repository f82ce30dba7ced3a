package dev.espquant.cli.bench;

import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How many images are computed at a time. */
public final class BatchSize {
    private static final int LARGEST_DEFAULT = 64;

    /** As many numbers as the inputs of a batch may have by default: then 8 images of 3x224x224 are one. */
    private static final long DEFAULT_ELEMENTS = 1L << 21;

    private BatchSize() {}

    /**
     * What the user wants, what the model prescribes, or a power of two that suits the size of the images.
     *
     * @throws GraphException if user and model disagree, or the sizes of the images are not known
     */
    public static int of(Graph graph, @Nullable Integer wanted) {
        OptionalInt fixed = RandomImages.fixedBatch(graph);
        if (wanted != null && wanted < 1) {
            throw GraphException.because("a batch has at least one image, found " + wanted)
                    .fix("give a positive number, or none")
                    .buildInvalidRequest();
        }
        if (fixed.isEmpty()) {
            return wanted != null ? wanted : suitable(RandomImages.elementsPerImage(graph));
        }
        if (wanted != null && wanted != fixed.getAsInt()) {
            throw GraphException.because("the model takes exactly " + fixed.getAsInt()
                            + " images at a time, and cannot be changed to take " + wanted)
                    .fix("leave --batch out, or export the model with an open batch size")
                    .buildInvalidRequest();
        }
        return fixed.getAsInt();
    }

    static int suitable(long elementsPerImage) {
        long images = DEFAULT_ELEMENTS / Math.max(1, elementsPerImage);
        return (int) Math.min(LARGEST_DEFAULT, Long.highestOneBit(Math.max(1, images)));
    }
}
