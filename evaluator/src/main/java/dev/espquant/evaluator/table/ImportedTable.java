package dev.espquant.evaluator.table;

import com.google.common.collect.ImmutableList;
import dev.espquant.quant.QuantizationTable;

/**
 * A table that another tool wrote, and what had to be assumed to understand it.
 *
 * @param table the exponents; model, method and samples are unknown
 * @param convention how its numbers were read
 * @param assumptions sentences for the user; empty if the options settled everything
 */
public record ImportedTable(QuantizationTable table, ScaleConvention convention, ImmutableList<String> assumptions) {}
