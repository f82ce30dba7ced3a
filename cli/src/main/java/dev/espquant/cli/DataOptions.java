package dev.espquant.cli;

import dev.espquant.evaluator.data.NpySampleSource;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleRange;
import dev.espquant.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where samples come from and how their numbers become model inputs. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "[NAME=]FILE",
            required = true,
            description = {
                "Samples: a .npy file of any numeric type, or one array of an .npz (file.npz:name); the first dimension counts samples.",
                "A model with several inputs takes NAME=FILE once per input."
            })
    List<String> data = new ArrayList<>();

    @Option(
            names = "--mean",
            paramLabel = "M",
            defaultValue = "0",
            description = "Subtracted from the raw numbers (default ${DEFAULT-VALUE}).")
    float mean;

    @Option(
            names = "--std",
            paramLabel = "S",
            defaultValue = "1",
            description = "Divides what --mean leaves (default ${DEFAULT-VALUE}).")
    float std = 1;

    /** Opens the samples that a range selects. */
    NpySampleSource open(Graph graph, SampleRange samples) {
        return NpySampleSource.open(graph, data, samples, new Preprocessing(mean, std));
    }
}
