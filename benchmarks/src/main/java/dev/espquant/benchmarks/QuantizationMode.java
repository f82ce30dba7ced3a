package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableList;
import dev.espquant.quant.QuantizationScheme;

/**
 * A way to quantize a model.
 *
 * @param title how tables call it
 * @param method the observer's name
 */
record QuantizationMode(String title, QuantizationScheme scheme, String method) {
    /** Every way that ESP-DL 1.x has. */
    static final ImmutableList<QuantizationMode> ALL = ImmutableList.of(
            new QuantizationMode("int8 per-tensor, min-max", QuantizationScheme.INT8_PER_TENSOR, "minmax"),
            new QuantizationMode("int8 per-channel, min-max", QuantizationScheme.INT8_PER_CHANNEL, "minmax"),
            new QuantizationMode("int8 per-tensor, entropy", QuantizationScheme.INT8_PER_TENSOR, "entropy"),
            new QuantizationMode("int8 per-channel, entropy", QuantizationScheme.INT8_PER_CHANNEL, "entropy"),
            new QuantizationMode("int16 per-tensor, min-max", QuantizationScheme.INT16_PER_TENSOR, "minmax"));
}
