/**
 * The models whose speed is measured: four networks that people run on such chips, with the layers of the published ones and fixed random
 * weights, for speed does not depend on what the weights say. {@link dev.espquant.benchmarks.models.BenchmarkModel} lists them,
 * {@link dev.espquant.benchmarks.models.WriteModels} writes them as {@code .onnx} files. Nothing here measures.
 */
@NullMarked
package dev.espquant.benchmarks.models;

import org.jspecify.annotations.NullMarked;
