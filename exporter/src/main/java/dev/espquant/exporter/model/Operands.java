package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.BiasSection;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizedTensor;
import java.util.Arrays;

/** Operands of layers that join values: computed ones where they are, constant ones as tensors of their own. */
final class Operands {
    private final PlanBuilder plan;

    Operands(PlanBuilder plan) {
        this.plan = plan;
    }

    boolean isConstant(String value) {
        return plan.quantized().graph().initializers().containsKey(value);
    }

    /** An operand in the order of axes of a view that other operands have as well. */
    Buffer placed(Node node, String value, ImmutableIntArray sizes, ImmutableIntArray order) {
        View view = new View(sizes, order);
        return isConstant(value) ? constant(node, value, view) : plan.placed(node, plan.stored(value), view);
    }

    /** Sizes of an operand, aligned with the last axes of a result with so many axes beside the batch. */
    ImmutableIntArray aligned(String value, int rank) {
        ImmutableIntArray all = plan.allSizes(value);
        ImmutableIntArray.Builder sizes = ImmutableIntArray.builder();
        for (int i = all.length(); i < rank + 1; i++) {
            sizes.add(1);
        }
        ImmutableIntArray aligned = sizes.addAll(all).build();
        if (aligned.length() != rank + 1 || aligned.get(0) != 1) {
            throw GraphException.because("its shape " + Dims.list(all) + " does not leave the batch alone")
                    .value(value)
                    .fix("give the model a batch of 1 or an open one")
                    .buildUnsupported();
        }
        return aligned.subArray(1, aligned.length());
    }

    /** The library's plain array of integers is a Bias; it holds the elements, already in the order of the view. */
    private Buffer constant(Node node, String value, View view) {
        QuantizedTensor tensor = plan.quantized().constant(value);
        long[] integers = tensor.integers().toLongs();
        ImmutableIntArray elements =
                ImmutableIntArray.copyOf(Arrays.stream(view.elementsInMemory()).map(i -> Math.toIntExact(integers[i])));
        int constants = plan.constants(
                node.name() + "_" + value, new BiasSection(elements, Granularity.PER_TENSOR, tensor.parameters()));
        int exponent = tensor.parameters().exponent();
        ImmutableIntArray dims = Dims.of(view);
        return plan.add(LayerStep.of(
                node,
                LayerClass.CONSTANT,
                LayerSteps.type(LayerClass.CONSTANT, plan.bits()),
                ImmutableList.of(
                        new Argument.Getter(constants, "bias", "->element"),
                        Argument.of(exponent),
                        Argument.of(Dims.list(dims))),
                ImmutableList.of(),
                plan.buffer(dims, exponent)));
    }
}
