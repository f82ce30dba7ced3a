package dev.espquant.evaluator.espdl.kernel;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.TableLayer;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.quant.BitWidth;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions of one int8 or int16 number in the engine's words: a table of what their kernel makes of every integer, or a range. */
final class EngineTable {
    private EngineTable() {}

    /** The node with its description, which is empty unless all its inputs but the first are constants. */
    static PreparedNode describe(EspdlContext context, PreparedNode definition) {
        return definition.describedBy(() -> of(context, definition));
    }

    private static Optional<EngineOperator> of(EspdlContext context, PreparedNode definition) {
        boolean unary = IntStream.range(1, context.node().inputs().size()).noneMatch(context::isComputed);
        if (!unary
                || !context.isComputed(0)
                || !EspdlContext.isQuantized(context.input(0))
                || !EspdlContext.isQuantized(context.output(0))) {
            return Optional.empty();
        }
        TableLayer layer = layer(context, definition);
        return Optional.of(
                layer.isClamp()
                        ? new EngineOperator.Clamp(
                                layer.apply(layer.input().min()),
                                layer.apply(layer.input().max()))
                        : new EngineOperator.Table(layer));
    }

    private static TableLayer layer(EspdlContext context, PreparedNode definition) {
        BitWidth in = context.width(context.input(0).type());
        int[] all = IntStream.rangeClosed(in.min(), in.max()).toArray();
        EspdlArray input = EspdlArray.ofIntegers(
                in.dataType(), new int[] {all.length}, context.input(0).exponent(), all);
        int[] entries = context.apply(definition, input).toInts();
        return new TableLayer(
                ImmutableIntArray.copyOf(entries),
                in,
                context.width(context.output(0).type()));
    }
}
