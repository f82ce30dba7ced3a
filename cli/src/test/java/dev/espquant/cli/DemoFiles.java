package dev.espquant.cli;

import dev.espquant.cli.demo.DemoData;
import dev.espquant.cli.demo.DigitSet;
import dev.espquant.evaluator.data.NpyType;
import dev.espquant.evaluator.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo's model and images as files, and the first steps of the road, for tests of the later ones. */
record DemoFiles(Path model, Path images, Path labels) {

    static DemoFiles in(Path folder) throws IOException {
        DigitSet digits = DemoData.evaluationSet();
        Path model = Files.write(folder.resolve("digits.onnx"), DemoData.model());
        Path optimized = folder.resolve("digits_optimized.onnx");
        Cli.run("optimize", model, "-o", optimized);
        Path images = folder.resolve("images.npy");
        NpyWriter.write(images, NpyType.UINT8, new long[] {digits.count(), 1, 28, 28}, unsigned(digits.images()));
        Path labels = folder.resolve("labels.npy");
        NpyWriter.write(labels, NpyType.UINT8, new long[] {digits.count()}, unsigned(digits.labels()));
        return new DemoFiles(optimized, images, labels);
    }

    Cli calibrate(Path table, Object... more) {
        return Cli.run(join(
                new Object[] {"calibrate", model, "--data", images, "--samples", "0:100", "--std", "255", "-o", table},
                more));
    }

    Cli evaluate(Path table, Object... more) {
        return Cli.run(join(
                new Object[] {
                    "evaluate", model, "--table", table, "--target", "esp32s3", "--data", images, "--std", "255"
                },
                more));
    }

    private static Object[] join(Object[] first, Object[] second) {
        Object[] all = new Object[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static int[] unsigned(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }
}
