package dev.espquant.examples.trainer;

import dev.espquant.cli.demo.DemoData;
import dev.espquant.cli.demo.DigitGenerator;
import dev.espquant.cli.demo.DigitSet;
import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.onnx.OnnxWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The command that trains the model of {@code espquant demo} from nothing and writes it as ONNX. It has no settings beyond the
 * file to write, so that everybody who runs it gets the same file; see the README of the examples.
 */
public final class TrainDigits {
    private static final long WEIGHT_SEED = 42;
    private static final int STEPS = 2500;
    private static final int REPORT_EVERY = 250;

    private TrainDigits() {}

    /**
     * Trains and writes the model, and says how good it is.
     *
     * @param args the file to write
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: TrainDigits OUT.onnx");
        }
        Path file = Path.of(args[0]);
        Network network = train(System.out);
        AtomicFiles.write(file, out -> out.write(OnnxWriter.toBytes(OnnxExport.model(network))));
        report(network, file, System.out);
    }

    private static Network train(PrintStream out) {
        Network network = DigitNetwork.create(WEIGHT_SEED);
        Trainer trainer = new Trainer(network, new DigitGenerator(DemoData.TRAINING_SEED), STEPS);
        double sum = 0;
        for (int step = 1; trainer.hasNext(); step++) {
            sum += trainer.step();
            if (step % REPORT_EVERY == 0) {
                out.printf(Locale.ROOT, "step %d of %d: loss %.4f%n", step, STEPS, sum / REPORT_EVERY);
                sum = 0;
            }
        }
        network.parameters().forEach(Parameter::roundToFloat);
        return network;
    }

    private static void report(Network network, Path file, PrintStream out) throws IOException {
        DigitSet set = DemoData.evaluationSet();
        out.printf("%d of %d images of the demo set are right%n", network.countCorrect(set), set.count());
        boolean same = Arrays.equals(Files.readAllBytes(file), DemoData.model());
        out.printf(
                "%s, %d bytes: %s the model that the demo ships%n",
                file, Files.size(file), same ? "equals" : "differs from");
    }
}
