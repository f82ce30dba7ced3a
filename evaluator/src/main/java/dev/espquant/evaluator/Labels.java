package dev.espquant.evaluator;

import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.ir.GraphException;

/** Class numbers of labelled samples, from a {@code .npy} file of whole numbers. */
public final class Labels {
    private Labels() {}

    /**
     * The labels of a range of samples.
     *
     * @param location {@code file.npy} or {@code file.npz:name}; shape [N] or [N, 1]
     * @param samples the same range as that of the samples
     * @param total number of samples in the data file, which the labels must have too
     */
    public static int[] read(String location, SampleRange samples, long total) {
        NpyArray array = NpyFile.open(location);
        if (array.sizes().isEmpty() || array.elementCount() != array.sizes().get(0)) {
            throw GraphException.because("labels are one class number per sample, an array of shape [N]; this one has "
                            + array.sizes())
                    .file(location)
                    .fix("for one-hot labels: numpy.save(file, labels.argmax(axis=1))")
                    .build();
        }
        if (array.elementCount() != total) {
            throw GraphException.because("there are " + array.elementCount() + " labels for " + total + " samples")
                    .file(location)
                    .fix("give the labels of exactly these samples, in the same order")
                    .build();
        }
        SampleRange.Rows rows = samples.of(total);
        int[] labels = new int[rows.count()];
        for (int i = 0; i < labels.length; i++) {
            array.readInts(rows.row(i), labels, i, 1, 0, Integer.MAX_VALUE);
        }
        return labels;
    }
}
