package dev.espquant.benchmarks.models;

import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.OnnxWriter;
import java.nio.file.Path;

/** Writes the models as {@code .onnx} files, for those who measure with tools of their own. */
public final class WriteModels {
    private WriteModels() {}

    /** Writes into the folder that the only argument names. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: WriteModels FOLDER");
            System.exit(2);
        }
        for (BenchmarkModel model : BenchmarkModel.values()) {
            System.out.println("written: " + write(model, Path.of(arguments[0])));
        }
    }

    static Path write(BenchmarkModel benchmark, Path folder) {
        Model model = benchmark.build();
        Path file = folder.resolve(model.graph().name() + ".onnx");
        OnnxWriter.write(model, file);
        return file;
    }
}
