package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.BiasSection;
import dev.espquant.exporter.coefficients.FilterSection;
import dev.espquant.exporter.coefficients.LayerFilter;
import dev.espquant.exporter.coefficients.Section;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.target.espdl1.EspDl1;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Layers with weights: all become Conv2D or DepthwiseConv2D. A fully connected layer is a convolution with one tap on one pixel, as in Espressif's
 * own examples; one behind a Flatten has its weights in the order in which the feature map lies, so that nothing needs to be moved.
 */
final class WeightedSteps {
    private final PlanBuilder plan;

    WeightedSteps(PlanBuilder plan) {
        this.plan = plan;
    }

    /** Adds a Conv, Gemm, MatMul or BatchNormalization together with the activation that it applies. */
    void add(Node node, Optional<Node> activation) {
        switch (node.opType()) {
            case "Conv" -> convolution(node, activation);
            case "BatchNormalization" -> normalization(node, activation);
            case "Gemm" -> dense(node, activation);
            default -> product(node, activation);
        }
    }

    private void convolution(Node node, Optional<Node> activation) {
        ImmutableIntArray in = plan.sizes(node.inputs().get(0));
        LayerFilter filter = LayerFilter.of(plan.quantized(), node);
        int groups = Math.toIntExact(node.intAttribute("group", 1));
        if (groups > 1 && !(filter.inputs() == 1 && filter.outputs() == groups)) {
            filter = FilterRewrites.blockDiagonal(filter, groups);
        }
        ImmutableIntArray out = plan.sizes(node.output());
        ImmutableIntArray taps = in.length() == 2
                ? ImmutableIntArray.of(filter.width())
                : ImmutableIntArray.of(filter.height(), filter.width());
        Sliding sliding = Sliding.of(node, in.subArray(1, in.length()), out.subArray(1, out.length()), taps);
        Buffer input = plan.placed(node, plan.stored(node, 0), View.channelsLast(in));
        layer(node, activation, filter, input, sliding.arguments(), View.channelsLast(out));
    }

    private void normalization(Node node, Optional<Node> activation) {
        View view = View.channelsLast(plan.sizes(node.output()));
        Buffer input = plan.placed(node, plan.stored(node, 0), view);
        layer(node, activation, LayerFilter.of(plan.quantized(), node), input, onePixel(), view);
    }

    private void dense(Node node, Optional<Node> activation) {
        if (node.intAttribute("transA", 0) != 0) {
            throw GraphException.because("transA runs over the batch")
                    .node(node)
                    .fix("transpose its input once and for all, before the model")
                    .buildUnsupported();
        }
        Stored value = plan.stored(node, 0);
        LayerFilter dense = LayerFilter.of(plan.quantized(), node);
        int[] features = value.view().isRowMajor()
                ? IntStream.range(0, dense.inputs()).toArray()
                : value.view().elementsInMemory();
        plan.addPrice(value.view().isRowMajor() ? 0 : 1);
        Buffer input = plan.reshaped(node, value.buffer(), ImmutableIntArray.of(1, 1, dense.inputs()));
        View out = View.rowMajor(plan.sizes(node.output()));
        layer(node, activation, FilterRewrites.pointwise(dense, features), input, onePixel(), out);
    }

    /** A MatMul by a constant: every row of features is a pixel. */
    private void product(Node node, Optional<Node> activation) {
        LayerFilter dense = LayerFilter.of(plan.quantized(), node);
        LayerFilter filter = FilterRewrites.pointwise(
                dense, IntStream.range(0, dense.inputs()).toArray());
        View rows = View.rowMajor(plan.sizes(node.inputs().get(0)));
        Buffer input = plan.placed(node, plan.stored(node, 0), rows);
        layer(node, activation, filter, input, onePixel(), View.rowMajor(plan.sizes(node.output())));
    }

    private void layer(
            Node node,
            Optional<Node> activation,
            LayerFilter filter,
            Buffer input,
            ImmutableList<Argument> sliding,
            View out) {
        List<Section> sections = new ArrayList<>();
        sections.add(FilterSection.of(plan.quantized(), filter));
        Optional<BiasSection> bias = BiasSection.of(plan.quantized(), node, filter.outputs());
        bias.ifPresent(sections::add);
        activation.ifPresent(a -> sections.add(ActivationConstants.of(plan.quantized(), a, filter.outputs())));
        int constants = plan.constants(node.name(), sections.toArray(Section[]::new));
        ImmutableList<Argument> arguments = ImmutableList.<Argument>builder()
                .add(Argument.of(plan.exponent(node.output())))
                .add(new Argument.Getter(constants, "filter", ""))
                .add(bias.isPresent() ? new Argument.Getter(constants, "bias", "") : Argument.of("NULL"))
                .add(activation.isPresent() ? new Argument.Getter(constants, "activation", "") : Argument.of("NULL"))
                .addAll(sliding)
                .add(LayerSteps.name(node))
                .build();
        LayerClass kind = filter.kind() == LayerFilter.Kind.DEPTHWISE ? LayerClass.DEPTHWISE : LayerClass.CONV;
        Buffer output = plan.add(LayerStep.of(
                node,
                kind,
                type(kind),
                arguments,
                ImmutableList.of(input),
                plan.buffer(Dims.of(out), plan.exponent(node.output()))));
        plan.put(node, activation.orElse(node).output(), output, out);
    }

    private String type(LayerClass kind) {
        String element = LayerSteps.element(plan.bits());
        String bias = LayerSteps.element(
                EspDl1.arithmetic(plan.quantized().runtime()).perChannel().biasBits());
        return switch (plan.quantized().scheme().granularity()) {
            case PER_TENSOR -> kind.cppName() + "<" + element + ">";
            case PER_CHANNEL -> kind.cppName() + "<" + element + ", " + bias + ">";
        };
    }

    private static ImmutableList<Argument> onePixel() {
        return ImmutableList.of(Argument.of("PADDING_VALID"), Argument.of("{}"), Argument.of(1), Argument.of(1));
    }
}
