package dev.espquant.cli;

import dev.espquant.evaluator.data.NpzWriter;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the values of runs to an {@code .npz}, named as in the graph, in the runtime's layout and integers. The values of a second embedded test
 * are called {@code NAME@2}, and so on.
 */
final class RunOutputs {
    private RunOutputs() {}

    static void write(Path file, List<RunReport.Run> runs, List<String> names) throws IOException {
        try (NpzWriter npz = NpzWriter.to(file)) {
            for (RunReport.Run run : runs) {
                String suffix = run.test() < 2 ? "" : "@" + run.test();
                for (String name : names) {
                    add(npz, name + suffix, run.result().value(name));
                }
            }
            npz.finish();
        }
    }

    private static void add(NpzWriter npz, String name, EspdlArray array) throws IOException {
        long[] sizes = Arrays.stream(array.sizes()).asLongStream().toArray();
        NpzWriter.ArrayWriter writer = npz.add(name, RunInputs.npyType(array.type()), sizes);
        if (array.isReal()) {
            writer.append(array.floats());
        } else {
            writer.append(integers(name, array));
        }
    }

    private static int[] integers(String name, EspdlArray array) {
        try {
            return array.toInts();
        } catch (ArithmeticException e) {
            throw GraphException.because("an element does not fit 32 bits")
                    .value(name)
                    .fix("leave --all-tensors out, if it is no output")
                    .cause(e)
                    .build();
        }
    }
}
