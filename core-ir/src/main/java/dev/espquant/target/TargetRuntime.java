package dev.espquant.target;

import com.google.common.collect.ImmutableSet;
import dev.espquant.quant.QuantizationScheme;

/**
 * What a chip does under one runtime. Kernels, exporters and the calibrator read these facts.
 *
 * @param runtime the library generation
 * @param schemes the combinations of width and granularity that its kernels have
 * @param arithmetic how kernels compute
 * @param filterLayout how kernels want filters in memory
 * @param operators what it runs, and under which conditions
 */
public record TargetRuntime(
        Runtime runtime,
        ImmutableSet<QuantizationScheme> schemes,
        Arithmetic arithmetic,
        FilterLayout filterLayout,
        OperatorSupport operators) {}
