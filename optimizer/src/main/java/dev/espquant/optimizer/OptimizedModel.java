package dev.espquant.optimizer;

import dev.espquant.ir.Model;

/**
 * What the optimizer made.
 *
 * @param model computes what the original computes
 * @param report what was done
 */
public record OptimizedModel(Model model, OptimizationReport report) {}
