package dev.espquant.exporter;

import com.google.common.collect.ImmutableList;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a quantized model in one format. Implementations are found through {@link java.util.ServiceLoader}. */
public interface Exporter {

    /** The format's unique name, which users type: lower case, words joined by {@code -}. */
    String format();

    /** One line that says what is written. */
    String description();

    /** The generation of the library that reads the format. */
    default Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    /**
     * Writes the model. Files appear whole or not at all; files of these names that exist are replaced.
     *
     * @return the files written, in the order in which a reader wants to know them
     * @throws dev.espquant.ir.GraphException if the format cannot express the model, or the request does not fit it; nothing is written then
     */
    ImmutableList<Path> export(QuantizedGraph graph, ExportRequest request) throws IOException;
}
