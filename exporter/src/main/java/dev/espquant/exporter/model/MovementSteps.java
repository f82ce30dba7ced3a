package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.AxisSources;
import dev.espquant.ir.Node;
import dev.espquant.ir.PadSources;
import dev.espquant.target.espdl1.ConstantRules;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that only move data: other views of the same tensor, joined tensors, chosen elements. */
final class MovementSteps {
    private final PlanBuilder plan;
    private final Operands operands;

    MovementSteps(PlanBuilder plan) {
        this.plan = plan;
        this.operands = new Operands(plan);
    }

    /** Reshape and the like: nothing moves, the elements keep their row-major order. */
    void view(Node node) {
        Stored value = plan.stored(node, 0);
        plan.put(node, node.output(), value.buffer(), value.view());
    }

    /** Nothing moves either: axes that are named anew lie where they lay. */
    void transpose(Node node) {
        Stored value = plan.stored(node, 0);
        ImmutableIntArray sizes = plan.sizes(node.inputs().get(0));
        int rank = sizes.length() + 1;
        long[] given = node.intsAttribute("perm")
                .orElseGet(() ->
                        IntStream.range(0, rank).mapToLong(i -> rank - 1 - i).toArray());
        ImmutableIntArray permutation = ImmutableIntArray.copyOf(IntStream.range(1, rank)
                .map(i -> Math.toIntExact(given[i] < 0 ? given[i] + rank : given[i]) - 1));
        Optional<View> transposed = value.view().transposed(sizes, permutation);
        if (transposed.isPresent()) {
            plan.put(node, node.output(), value.buffer(), transposed.get());
            return;
        }
        View plain = View.rowMajor(sizes);
        Buffer moved = plan.placed(node, value, plain);
        plan.put(
                node, node.output(), moved, plain.transposed(sizes, permutation).orElseThrow());
    }

    /** Joins tensors of one order along the axis in memory that holds ONNX's. */
    void concat(Node node) {
        ImmutableIntArray out = plan.sizes(node.output());
        long given = node.intAttribute("axis", 1);
        int axis = Math.toIntExact(given < 0 ? given + out.length() : given - 1);
        ImmutableIntArray order = node.inputs().stream()
                .filter(value -> !operands.isConstant(value))
                .map(value -> plan.stored(value).view().over(plan.sizes(value)).order())
                .findFirst()
                .orElse(View.standard(out).order());
        ImmutableList<Buffer> parts = node.inputs().stream()
                .map(value -> operands.placed(node, value, operands.aligned(value, out.length()), order))
                .collect(ImmutableList.toImmutableList());
        View view = new View(out, order);
        ImmutableIntArray dims = Dims.of(view);
        int chipAxis = order.indexOf(axis) + dims.length() - order.length();
        Buffer joined = plan.add(LayerStep.of(
                node,
                LayerClass.CONCAT,
                LayerSteps.type(LayerClass.CONCAT, plan.bits()),
                ImmutableList.of(Argument.of(chipAxis), LayerSteps.name(node)),
                parts,
                plan.buffer(dims, parts.get(0).exponent())));
        plan.put(node, node.output(), joined, view);
    }

    /** Slice, Resize and Pad. */
    void pick(Node node) {
        ImmutableIntArray in = plan.sizes(node.inputs().get(0));
        ImmutableIntArray out = plan.sizes(node.output());
        AxisSources sources = AxisSources.of(
                plan.quantized().model(),
                node,
                plan.allSizes(node.inputs().get(0)).toArray(),
                plan.allSizes(node.output()).toArray());
        int fill = node.is("Pad")
                ? ConstantRules.bound(
                        PadSources.fill(plan.quantized().graph(), node),
                        plan.exponent(node.inputs().get(0)),
                        plan.bits())
                : 0;
        Stored value = plan.stored(node, 0);
        View view = value.view().over(in);
        Buffer input = plan.placed(node, value, view);
        ImmutableList.Builder<ImmutableIntArray> chosen = ImmutableList.builder();
        for (int i = view.order().length(); i < input.dims().length(); i++) {
            chosen.add(ImmutableIntArray.of(0));
        }
        view.order().forEach(axis -> chosen.add(sources.axes().get(axis + 1)));
        Buffer output = plan.add(LayerSteps.pick(plan, node, input, chosen.build(), fill));
        plan.put(node, node.output(), output, new View(out, view.order()));
    }

    void expand(Node node) {
        ImmutableIntArray out = plan.sizes(node.output());
        ImmutableIntArray in = operands.aligned(node.inputs().get(0), out.length());
        Stored value = plan.stored(node, 0);
        ImmutableIntArray order = value.view().over(in).order();
        Buffer input = plan.placed(node, value, new View(in, order));
        View view = new View(out, order);
        plan.put(node, node.output(), LayerSteps.broadcast(plan, node, input, Dims.of(view)), view);
    }

    /** Rows along the last axis of a tensor; up to opset 12 all axes from the given one on are one row. */
    void softmax(Node node) {
        ImmutableIntArray sizes = plan.sizes(node.output());
        boolean alongOneAxis = plan.quantized().model().opset() >= 13;
        long given = node.intAttribute("axis", alongOneAxis ? -1 : 1);
        int axis = Math.toIntExact(given < 0 ? given + sizes.length() : given - 1);
        View view = alongOneAxis ? axisLast(sizes, axis) : View.rowMajor(sizes);
        int row = IntStream.range(axis, alongOneAxis ? axis + 1 : sizes.length())
                .map(sizes::get)
                .reduce(1, (a, b) -> a * b);
        ImmutableIntArray dims = ImmutableIntArray.of(1, view.elementCount() / row, row);
        Buffer input = plan.placed(node, plan.stored(node, 0), view, dims);
        plan.put(node, node.output(), plan.add(LayerSteps.curve(plan, node, LayerClass.SOFTMAX, input)), view);
    }

    private static View axisLast(ImmutableIntArray sizes, int axis) {
        ImmutableIntArray.Builder order = ImmutableIntArray.builder();
        IntStream.range(0, sizes.length()).filter(a -> a != axis).forEach(order::add);
        return new View(sizes, order.add(axis).build());
    }
}
