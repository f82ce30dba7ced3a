package dev.espquant.cli;

import dev.espquant.exporter.Exporter;
import dev.espquant.ir.GraphException;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;

/** Which format belongs to which generation of the library. */
final class ExportFiles {
    private ExportFiles() {}

    /** The format that {@code quantize} writes for a generation. */
    static String usualFormat(Runtime runtime) {
        return switch (runtime) {
            case ESP_DL_1 -> "coefficients";
            case ESP_DL_3 -> "espdl";
        };
    }

    /** Refuses a format for another generation than the model was quantized for. */
    static void requireRuntime(Exporter exporter, QuantizedGraph quantized) {
        Runtime quantizedFor = quantized.runtime().runtime();
        if (exporter.runtime() != quantizedFor) {
            throw GraphException.because("format '" + exporter.format() + "' is for "
                            + exporter.runtime().title() + ", the model is quantized for " + quantizedFor.title())
                    .fix("give --runtime " + exporter.runtime().label() + ", or --format " + usualFormat(quantizedFor))
                    .buildInvalidRequest();
        }
    }
}
