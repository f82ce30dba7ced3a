/**
 * Runs float models in ONNX Runtime, with any intermediate value as a result. Start with
 * {@link dev.espquant.evaluator.onnxruntime.FloatExecutor}; nothing outside this package sees ONNX Runtime's own types.
 */
@NullMarked
package dev.espquant.evaluator.onnxruntime;

import org.jspecify.annotations.NullMarked;
