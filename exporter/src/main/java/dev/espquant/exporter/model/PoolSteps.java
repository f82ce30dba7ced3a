package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import java.util.Arrays;

/** Pools over windows and over whole planes. */
final class PoolSteps {
    private final PlanBuilder plan;

    PoolSteps(PlanBuilder plan) {
        this.plan = plan;
    }

    void add(Node node) {
        ImmutableIntArray in = plan.sizes(node.inputs().get(0));
        View out = View.channelsLast(plan.sizes(node.output()));
        Buffer input = plan.placed(node, plan.stored(node, 0), View.channelsLast(in));
        LayerStep step = switch (node.opType()) {
            case "GlobalMaxPool" -> step(node, LayerClass.GLOBAL_MAX_POOL, input, out, ImmutableList.of());
            case "GlobalAveragePool" ->
                step(
                        node,
                        LayerClass.GLOBAL_AVERAGE_POOL,
                        input,
                        out,
                        ImmutableList.of(Argument.of(plan.exponent(node.output()))));
            case "MaxPool" -> maximum(node, sliding(node, in), input, out);
            default -> average(node, sliding(node, in), input, out);
        };
        plan.put(node, node.output(), plan.add(step), out);
    }

    private LayerStep maximum(Node node, Sliding sliding, Buffer input, View out) {
        ImmutableList<Argument> arguments = ImmutableList.<Argument>builder()
                .add(Argument.of(Dims.list(sliding.window())))
                .addAll(sliding.arguments())
                .build();
        return step(node, LayerClass.MAX_POOL, input, out, arguments);
    }

    /** The library does not say what padding counts in an average; a window that meets any is averaged by a class of ours. */
    private LayerStep average(Node node, Sliding sliding, Buffer input, View out) {
        ImmutableList.Builder<Argument> arguments = ImmutableList.<Argument>builder()
                .add(Argument.of(plan.exponent(node.output())))
                .add(Argument.of(Dims.list(sliding.window())));
        if (!sliding.isPadded()) {
            return step(
                    node,
                    LayerClass.AVERAGE_POOL,
                    input,
                    out,
                    arguments.addAll(sliding.arguments()).build());
        }
        arguments
                .add(Argument.of(sliding.padding().get(0)))
                .add(Argument.of(sliding.padding().get(2)))
                .add(Argument.of(Dims.list(sliding.strides())))
                .add(Argument.of(node.intAttribute("count_include_pad", 0) != 0))
                .add(Argument.of(Dims.list(Dims.of(out))));
        return LayerStep.of(
                node,
                LayerClass.PADDED_AVERAGE,
                LayerSteps.type(LayerClass.PADDED_AVERAGE, plan.bits()),
                arguments.build(),
                ImmutableList.of(input),
                plan.buffer(Dims.of(out), plan.exponent(node.output())));
    }

    private LayerStep step(Node node, LayerClass kind, Buffer input, View out, ImmutableList<Argument> arguments) {
        boolean copies = kind == LayerClass.MAX_POOL || kind == LayerClass.GLOBAL_MAX_POOL;
        return LayerStep.of(
                node,
                kind,
                LayerSteps.type(kind, plan.bits()),
                ImmutableList.<Argument>builder()
                        .addAll(arguments)
                        .add(LayerSteps.name(node))
                        .build(),
                ImmutableList.of(input),
                plan.buffer(Dims.of(out), copies ? input.exponent() : plan.exponent(node.output())));
    }

    private Sliding sliding(Node node, ImmutableIntArray in) {
        ImmutableIntArray out = plan.sizes(node.output());
        long[] kernel = node.intsAttribute("kernel_shape")
                .filter(k -> k.length == in.length() - 1)
                .orElseThrow(() -> GraphException.because("its kernel_shape does not fit its input")
                        .node(node)
                        .fix("export the model again")
                        .buildUnsupported());
        return Sliding.of(
                node,
                in.subArray(1, in.length()),
                out.subArray(1, out.length()),
                ImmutableIntArray.copyOf(Arrays.stream(kernel).mapToInt(Math::toIntExact)));
    }
}
