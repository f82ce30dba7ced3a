package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.espdl.Rounding;
import dev.espquant.ir.DataType;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.Optional;

/**
 * A function as a table that the file brings, named by the attribute {@code lut}. int8: 256 entries for inputs -128 to 127. int16: an entry for every
 * {@code step}-th input, where {@code step = 65536 / (entries - 1)}; the entry of {@code round((x + 32768) / step)} is taken, rounded as the chip
 * rounds shifts, without interpolation. All suite vectors agree. Of int16 nodes only LUT and Gelu look at their table; the others compute in float32
 * although the exporter gives them one.
 */
final class LookUp {
    private static final int WIDE = 65536;

    private LookUp() {}

    /** The table of a node; empty if it has none. */
    static Optional<PreparedNode> of(EspdlContext context) {
        String name = context.node().textAttribute("lut", "");
        boolean always = context.node().is("LUT") || context.node().is("Gelu");
        if (name.isEmpty() || (!always && context.input(0).type() == DataType.INT16)) {
            return Optional.empty();
        }
        EspdlTensor table = context.constant(name)
                .orElseThrow(
                        () -> context.error("its table '" + name + "' is not in the file", "export the model again"));
        context.setOutput(0, context.input(0).toSizes());
        context.require(
                table.type() == context.output(0).type()
                        && context.input(0).type() == context.output(0).type(),
                "its table holds " + table.type().onnxName() + ", it makes "
                        + context.output(0).type().onnxName() + " of "
                        + context.input(0).type().onnxName(),
                "export the model again");
        context.require(
                table.exponents().isEmpty()
                        || table.exponent() == context.output(0).exponent(),
                "its table has exponent " + table.exponents() + ", its output "
                        + context.output(0).exponent(),
                "export the model again");
        return Optional.of(EngineTable.describe(context, prepare(context, EspdlArray.of(table))));
    }

    private static PreparedNode prepare(EspdlContext context, EspdlArray table) {
        int shift = shift(context, table);
        int offset = table.type() == DataType.INT8 ? 128 : WIDE / 2;
        Rounding rounding = context.rounding();
        return run -> look(run, table, offset, shift, rounding);
    }

    private static int shift(EspdlContext context, EspdlArray table) {
        int entries = table.count();
        if (table.type() == DataType.INT8) {
            context.require(entries == 256, "its table has " + entries + " entries, 256 are needed", "export it again");
            return 0;
        }
        context.require(table.type() == DataType.INT16, "its table is neither int8 nor int16", "export it again");
        int step = entries > 1 ? WIDE / (entries - 1) : 0;
        boolean whole = step > 0 && (entries - 1) * step == WIDE && Integer.bitCount(step) == 1;
        context.require(
                whole || entries == WIDE,
                "its table has " + entries + " entries, which is no power of two and one",
                "export it again");
        return whole ? Integer.numberOfTrailingZeros(step) : 0;
    }

    private static void look(NodeRun run, EspdlArray table, int offset, int shift, Rounding rounding) {
        EspdlArray input = run.input(0);
        EspdlArray output = run.output(0);
        for (int i = 0; i < output.count(); i++) {
            output.copy(i, table, (int) rounding.shift(input.integer(i) + offset, shift));
        }
    }
}
