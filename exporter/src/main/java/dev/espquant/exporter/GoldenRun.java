package dev.espquant.exporter;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Tensor;

/**
 * One run of a quantized model that is known to be right, for a self-check on the chip. The integers come from whoever can compute them; an
 * exporter only writes them down.
 *
 * @param inputs integers by input name, int8 or int16, with the model's sizes and element order (as ONNX has them, batch 1 in front)
 * @param outputs integers by output name, likewise; floats where the runtime gives floats
 */
public record GoldenRun(ImmutableMap<String, Tensor> inputs, ImmutableMap<String, Tensor> outputs) {}
