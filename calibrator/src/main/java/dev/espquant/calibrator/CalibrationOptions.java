package dev.espquant.calibrator;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.onnxruntime.ExecutorOptions;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.TargetRuntime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How to calibrate.
 *
 * @param runtime the facts of the target: operators and their exponent rules, schemes
 * @param scheme width and granularity
 * @param method the observer's name, such as {@code minmax}
 * @param inputExponents exponents of model inputs that the user sets instead of having them found
 * @param compatibility whose exponents to reproduce where the right ones and those of the vendor's tool differ
 * @param executor how the float model runs; every thread computes other samples
 * @param batchSize samples at a time; 0 for as many as fit into a fixed amount of memory
 * @param modelSha256 hash of the file that the model was read from; empty for that of the bytes that
 *     {@link dev.espquant.ir.onnx.OnnxWriter} writes for the model
 * @param int16Nodes names of nodes that compute in 16 bits whatever the scheme says (ESP-DL 3.x)
 */
public record CalibrationOptions(
        TargetRuntime runtime,
        QuantizationScheme scheme,
        String method,
        ImmutableMap<String, Integer> inputExponents,
        Compatibility compatibility,
        ExecutorOptions executor,
        int batchSize,
        Optional<String> modelSha256,
        ImmutableSet<String> int16Nodes) {

    public CalibrationOptions {
        if (batchSize < 0) {
            throw new IllegalArgumentException("a batch size is at least 0, found " + batchSize);
        }
    }

    /** The method {@code minmax} and the defaults of everything else. */
    public static CalibrationOptions of(TargetRuntime runtime, QuantizationScheme scheme) {
        return new CalibrationOptions(
                runtime,
                scheme,
                "minmax",
                ImmutableMap.of(),
                Compatibility.NONE,
                ExecutorOptions.QUICK,
                0,
                Optional.empty(),
                ImmutableSet.of());
    }

    public CalibrationOptions withMethod(String newMethod) {
        return new CalibrationOptions(
                runtime,
                scheme,
                newMethod,
                inputExponents,
                compatibility,
                executor,
                batchSize,
                modelSha256,
                int16Nodes);
    }

    public CalibrationOptions withInputExponents(Map<String, Integer> newInputExponents) {
        return new CalibrationOptions(
                runtime,
                scheme,
                method,
                ImmutableMap.copyOf(newInputExponents),
                compatibility,
                executor,
                batchSize,
                modelSha256,
                int16Nodes);
    }

    public CalibrationOptions withCompatibility(Compatibility newCompatibility) {
        return new CalibrationOptions(
                runtime,
                scheme,
                method,
                inputExponents,
                newCompatibility,
                executor,
                batchSize,
                modelSha256,
                int16Nodes);
    }

    public CalibrationOptions withExecutor(ExecutorOptions newExecutor) {
        return new CalibrationOptions(
                runtime,
                scheme,
                method,
                inputExponents,
                compatibility,
                newExecutor,
                batchSize,
                modelSha256,
                int16Nodes);
    }

    public CalibrationOptions withBatchSize(int newBatchSize) {
        return new CalibrationOptions(
                runtime,
                scheme,
                method,
                inputExponents,
                compatibility,
                executor,
                newBatchSize,
                modelSha256,
                int16Nodes);
    }

    /** Says which file the model was read from, by the SHA-256 of its bytes in hex. */
    public CalibrationOptions withModelSha256(String newModelSha256) {
        return new CalibrationOptions(
                runtime,
                scheme,
                method,
                inputExponents,
                compatibility,
                executor,
                batchSize,
                Optional.of(newModelSha256),
                int16Nodes);
    }

    /** Chooses nodes that compute in 16 bits. */
    public CalibrationOptions withInt16Nodes(Set<String> names) {
        return new CalibrationOptions(
                runtime,
                scheme,
                method,
                inputExponents,
                compatibility,
                executor,
                batchSize,
                modelSha256,
                ImmutableSet.copyOf(names));
    }
}
