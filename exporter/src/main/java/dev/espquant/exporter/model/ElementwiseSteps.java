package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.ActivationSection;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.target.espdl1.ConstantRules;
import java.util.Optional;
import java.util.function.Predicate;

/** One result for each element, of two operands (with numpy's broadcasting) or of one. */
final class ElementwiseSteps {
    private final PlanBuilder plan;
    private final Operands operands;

    ElementwiseSteps(PlanBuilder plan) {
        this.plan = plan;
        this.operands = new Operands(plan);
    }

    /** Adds an Add, Sub, Mul, Max or Min together with the activation that it applies. */
    void binary(Node node, Optional<Node> activation) {
        ImmutableIntArray sizes = plan.sizes(node.output());
        View out = order(node, sizes, activation.filter(a -> a.is("PRelu")).isPresent());
        Buffer first = operand(node, 0, out);
        Buffer second = operand(node, 1, out);
        ImmutableList.Builder<Argument> arguments = ImmutableList.builder();
        LayerClass kind = binaryClass(node, first, second);
        switch (kind) {
            case MAX, MIN -> arguments.add(LayerSteps.name(node));
            case ALIGNED_EXTREME ->
                arguments.add(Argument.of(plan.exponent(node.output()))).add(Argument.of(node.is("Max")));
            default ->
                arguments
                        .add(Argument.of(plan.exponent(node.output())))
                        .add(activation(node, activation, sizes))
                        .add(LayerSteps.name(node));
        }
        Buffer output = plan.add(LayerStep.of(
                node,
                kind,
                LayerSteps.type(kind, plan.bits()),
                arguments.build(),
                ImmutableList.of(first, second),
                plan.buffer(first.dims(), plan.exponent(node.output()))));
        plan.put(node, activation.orElse(node).output(), output, out);
    }

    /** Adds an activation that stands alone, a Clip, Sigmoid or Tanh: the order of elements does not matter to them. */
    void unary(Node node) {
        Stored value = plan.stored(node, 0);
        switch (node.opType()) {
            case "Relu" -> copy(node, LayerClass.RELU, value, ImmutableList.of(LayerSteps.name(node)));
            case "LeakyRelu" -> {
                ActivationSection.Slopes slope = ActivationConstants.leaky(node, plan.bits());
                copy(
                        node,
                        LayerClass.LEAKY_RELU,
                        value,
                        ImmutableList.of(
                                Argument.of(slope.elements().get(0)),
                                Argument.of(slope.exponent()),
                                LayerSteps.name(node)));
            }
            case "Clip" ->
                copy(
                        node,
                        LayerClass.CLAMP,
                        value,
                        ImmutableList.of(
                                bound(node, 1, "min", Double.NEGATIVE_INFINITY),
                                bound(node, 2, "max", Double.POSITIVE_INFINITY)));
            default -> curve(node, value);
        }
    }

    /** Adds a PRelu that stands alone: channels must run fastest, because the chip takes one slope after the other. */
    void slopes(Node node) {
        ImmutableIntArray sizes = plan.sizes(node.output());
        View view = View.channelsLast(sizes);
        Buffer input = plan.placed(node, plan.stored(node, 0), view);
        ActivationSection section = ActivationConstants.of(plan.quantized(), node, sizes.get(0));
        int constants = plan.constants(node.name(), section);
        int exponent = section.slopes().map(ActivationSection.Slopes::exponent).orElseThrow();
        copy(
                node,
                LayerClass.PRELU,
                new Stored(input, view),
                ImmutableList.of(
                        new Argument.Getter(constants, "activation", "->element"),
                        Argument.of(exponent),
                        LayerSteps.name(node)));
    }

    private void curve(Node node, Stored value) {
        LayerClass kind = node.is("Sigmoid") ? LayerClass.SIGMOID : LayerClass.TANH;
        Buffer output = plan.add(LayerSteps.curve(plan, node, kind, value.buffer()));
        plan.put(node, node.output(), output, value.view());
    }

    private void copy(Node node, LayerClass kind, Stored value, ImmutableList<Argument> arguments) {
        Buffer input = value.buffer();
        Buffer output = plan.add(LayerStep.of(
                node,
                kind,
                LayerSteps.type(kind, plan.bits()),
                arguments,
                ImmutableList.of(input),
                plan.buffer(input.dims(), input.exponent())));
        plan.put(node, node.output(), output, value.view());
    }

    private Argument bound(Node node, int input, String attribute, double none) {
        double bound = node.input(input)
                .flatMap(plan.quantized().graph()::initializer)
                .map(Tensor::toDoubles)
                .map(values -> values[0])
                .orElseGet(() ->
                        node.attribute(attribute).isPresent() ? (double) node.floatAttribute(attribute, 0) : none);
        return Argument.of(
                ConstantRules.bound(bound, plan.exponent(node.inputs().get(0)), plan.bits()));
    }

    private Argument activation(Node node, Optional<Node> activation, ImmutableIntArray sizes) {
        if (activation.isEmpty()) {
            return Argument.of("NULL");
        }
        int constants =
                plan.constants(node.name(), ActivationConstants.of(plan.quantized(), activation.get(), sizes.get(0)));
        return new Argument.Getter(constants, "activation", "");
    }

    private LayerClass binaryClass(Node node, Buffer first, Buffer second) {
        int out = plan.exponent(node.output());
        boolean extreme = node.is("Max") || node.is("Min");
        if (extreme && !(first.exponent() == out && second.exponent() == out)) {
            return LayerClass.ALIGNED_EXTREME;
        }
        return switch (node.opType()) {
            case "Add" -> LayerClass.ADD;
            case "Sub" -> LayerClass.SUB;
            case "Mul" -> LayerClass.MUL;
            case "Max" -> LayerClass.MAX;
            default -> LayerClass.MIN;
        };
    }

    private Buffer operand(Node node, int input, View out) {
        String value = node.inputs().get(input);
        ImmutableIntArray dims = Dims.of(out);
        if (!operands.isConstant(value) && plan.stored(value).view().sameMemory(out)) {
            return plan.reshaped(node, plan.stored(value).buffer(), dims);
        }
        ImmutableIntArray sizes = operands.aligned(value, out.sizes().length());
        return LayerSteps.broadcast(plan, node, operands.placed(node, value, sizes, out.order()), dims);
    }

    /** An order in which as many operands as possible lie already: what the chip likes best if there is a choice. */
    private View order(Node node, ImmutableIntArray sizes, boolean channelsLast) {
        View standard = channelsLast ? View.channelsLast(sizes) : View.standard(sizes);
        if (channelsLast) {
            return standard;
        }
        Predicate<View> found = view -> node.inputs().stream()
                .filter(value -> !operands.isConstant(value))
                .filter(value -> operands.aligned(value, sizes.length()).equals(sizes))
                .anyMatch(value -> plan.stored(value).view().sameMemory(view));
        return found.test(standard) || !found.test(View.rowMajor(sizes)) ? standard : View.rowMajor(sizes);
    }
}
