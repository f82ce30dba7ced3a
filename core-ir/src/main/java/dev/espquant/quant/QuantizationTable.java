package dev.espquant.quant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.plugin.Names;
import java.util.Optional;

/**
 * The exponent of every tensor of one model, as calibration found them: what a user reads, compares, edits and keeps.
 *
 * <p>Keys are value names of the graph. The alpha of a LeakyRelu, which is no value, has the key {@code <node name>_alpha}.
 *
 * @param modelSha256 hash of the model file that was calibrated, hex; empty if unknown (tables of other tools)
 * @param scheme width and granularity
 * @param method the observer's name, such as {@code minmax}; empty if unknown
 * @param samples number of calibration samples; 0 if unknown
 * @param sampleHashes content hashes of the calibration samples, in order; lets an evaluation notice that it sees them again
 * @param tensors by name, inputs first, then in topological order
 */
public record QuantizationTable(
        String modelSha256,
        QuantizationScheme scheme,
        String method,
        int samples,
        ImmutableList<String> sampleHashes,
        ImmutableMap<String, TableEntry> tensors) {

    public Optional<TableEntry> find(String tensor) {
        return Optional.ofNullable(tensors.get(tensor));
    }

    /** The entry of a tensor; an error that names it and the nearest known name if there is none. */
    public TableEntry get(String tensor) {
        return find(tensor)
                .orElseThrow(() -> GraphException.because("the quantization table has no entry for it")
                        .value(tensor)
                        .fix("calibrate this very model; " + Names.suggestion(tensor, tensors.keySet()))
                        .build());
    }

    /** The same table for another file of the model. */
    public QuantizationTable withModelSha256(String newModelSha256) {
        return new QuantizationTable(newModelSha256, scheme, method, samples, sampleHashes, tensors);
    }
}
