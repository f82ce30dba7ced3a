/**
 * ONNX files in and out: {@link dev.espquant.ir.onnx.OnnxReader}, {@link dev.espquant.ir.onnx.OnnxWriter} and, for single tensors,
 * {@link dev.espquant.ir.onnx.TensorReader}. Protobuf appears in this package only.
 *
 * <p>A reader meets files that may be damaged or hostile: whatever they hold, the result is a valid model or one
 * {@link dev.espquant.ir.GraphException}. What a file says beyond the IR's records is carried as {@link dev.espquant.ir.Opaque} bytes and
 * written back; {@code Leftovers} tells how. Start with {@code OnnxReader}, then {@code GraphDecoder} and {@code GraphEncoder}.
 */
@NullMarked
package dev.espquant.ir.onnx;

import org.jspecify.annotations.NullMarked;
