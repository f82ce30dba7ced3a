package dev.espquant.optimizer.passes.normalize;

import com.google.auto.service.AutoService;
import com.google.common.collect.Maps;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gives a transposed convolution pads in numbers that so far followed from the size of its output.
 *
 * <pre>
 * x [1,2,3,3] -> ConvTranspose 3x3 strides=2,2 auto_pad=SAME_UPPER -> y [1,2,6,6]
 *
 *   becomes        x -> ConvTranspose 3x3 strides=2,2 pads=0,0,1,1 -> y
 *
 * x [1,2,3,3] -> ConvTranspose 3x3 strides=2,2 output_shape=6,6 -> y         becomes        the same with pads=1,1,0,0
 * </pre>
 *
 * The standard defines them: of {@code stride * (size - 1) + output_padding + dilation * (kernel - 1) + 1 - output}, SAME_UPPER puts the smaller
 * half in front and everything else the larger. Where more is asked for than there is, nothing is done.
 */
@AutoService(GraphPass.class)
public final class ReplaceAutoPadOfConvTranspose extends PatternPass {
    public ReplaceAutoPadOfConvTranspose() {
        super(
                "replace_auto_pad_of_conv_transpose",
                "gives ConvTranspose pads in numbers instead of auto_pad and output_shape",
                Phase.NORMALIZE,
                Pattern.op("ConvTranspose").where(ReplaceAutoPadOfConvTranspose::isAutomatic));
    }

    private static boolean isAutomatic(Node node) {
        return node.attribute("output_shape").isPresent()
                || node.textAttribute("auto_pad", "NOTSET").startsWith("SAME");
    }

    @Override
    protected void rewrite(Match match) {
        Node node = match.root();
        Optional<long[]> kernel = match.constant(node, 1)
                .map(Tensor::sizes)
                .or(() -> match.shape(node.inputs().get(1))
                        .filter(Shape::isStatic)
                        .map(Shape::sizes));
        Optional<long[]> input = spatial(match, node.inputs().get(0));
        Optional<long[]> output = spatial(match, node.output());
        if (kernel.isPresent() && input.isPresent() && output.isPresent()) {
            pads(node, Arrays.copyOfRange(kernel.get(), 2, kernel.get().length), input.get(), output.get())
                    .ifPresent(pads -> match.replace(node.withAttributes(Maps.filterKeys(
                                    node.attributes(),
                                    name -> !name.equals("auto_pad") && !name.equals("output_shape")))
                            .withAttribute("pads", pads)));
        }
    }

    /** The sizes behind batch and channels, if they are numbers. */
    private static Optional<long[]> spatial(Match match, String value) {
        return match.shape(value)
                .filter(shape -> shape.rank() > 2)
                .map(shape -> Shape.of(shape.dimensions().subList(2, shape.rank())))
                .filter(Shape::isStatic)
                .map(Shape::sizes);
    }

    private static Optional<Attribute> pads(Node node, long[] kernel, long[] input, long[] output) {
        int axes = kernel.length;
        long[] strides = node.intsAttribute("strides").orElseGet(() -> filled(axes, 1));
        long[] dilations = node.intsAttribute("dilations").orElseGet(() -> filled(axes, 1));
        long[] more = node.intsAttribute("output_padding").orElseGet(() -> filled(axes, 0));
        boolean upper = node.textAttribute("auto_pad", "NOTSET").equals("SAME_UPPER");
        long[] pads = new long[2 * axes];
        for (int i = 0; i < axes; i++) {
            long total = strides[i] * (input[i] - 1) + more[i] + dilations[i] * (kernel[i] - 1) + 1 - output[i];
            if (total < 0) {
                return Optional.empty();
            }
            long half = total / 2;
            pads[i] = upper ? half : total - half;
            pads[axes + i] = total - pads[i];
        }
        return Optional.of(Attribute.ofInts(pads));
    }

    private static long[] filled(int count, long value) {
        long[] values = new long[count];
        Arrays.fill(values, value);
        return values;
    }
}
