package dev.espquant.optimizer.passes.lower;

import com.google.auto.service.AutoService;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PerChannel;
import dev.espquant.optimizer.passes.Scalars;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Makes a transposed convolution zeros between the elements and a convolution.
 *
 * <pre>
 * x [N,C,H,W] -> ConvTranspose strides=s W -> y
 *
 *   becomes        x -> Resize nearest s -> Mul mask [1,1,H*s,W*s] -> Conv (W reversed) -> y
 * </pre>
 *
 * The mask is one where an element of x lies and zero between, which is exact. Where the transposed convolution cuts off more than the kernel
 * reaches, a Slice does so before the convolution; without strides the convolution is all. For spatial sizes that are known and padding that is
 * given as numbers. Only if the chip does not run the node as it is, or the pass is asked for by name.
 */
@AutoService(GraphPass.class)
public final class DecomposeConvTranspose extends PatternPass {
    public DecomposeConvTranspose() {
        super(
                "decompose_conv_transpose",
                "makes ConvTranspose zeros between the elements and Conv, for chips that need it",
                Phase.FINISH,
                Pattern.op("ConvTranspose").constants(1));
    }

    @Override
    protected void rewrite(Match match) {
        Node node = match.root();
        Tensor weights = match.requiredConstant(node, 1);
        String input = node.inputs().get(0);
        Optional<Shape> space = match.shape(input)
                .map(s -> Shape.of(s.dimensions().subList(2, s.rank())))
                .filter(Shape::isStatic);
        Optional<TransposedGeometry> geometry = TransposedGeometry.of(node, weights)
                .filter(g -> PerChannel.isFloat(weights)
                        && Scalars.isFloat(match, input)
                        && (!g.insertsZeros()
                                || (match.opset() >= 11 && match.context().allows("Resize"))));
        if (space.isPresent() && geometry.isPresent() && match.context().refuses(node)) {
            List<Node> nodes = new ArrayList<>();
            String spread = geometry.get().insertsZeros()
                    ? spread(match, input, geometry.get(), space.get().sizes(), nodes)
                    : input;
            String cut = geometry.get().cuts()
                    ? cut(match, spread, geometry.get(), space.get().sizes(), nodes)
                    : spread;
            nodes.add(conv(match, cut, geometry.get(), weights));
            match.replace(nodes.toArray(Node[]::new));
        }
    }

    /** Puts zeros behind every element. */
    private static String spread(
            Match match, String input, TransposedGeometry geometry, long[] sizes, List<Node> nodes) {
        String base = match.root().output();
        String repeated = match.context().freshName(base + "_repeated");
        String spread = match.context().freshName(base + "_spread");
        int axes = sizes.length;
        float[] scales = new float[axes + 2];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = i < 2 ? 1 : geometry.strides().get(i - 2);
        }
        String scalesName = match.addConstant(base + "_scales", Tensor.ofFloats(new long[] {scales.length}, scales));
        nodes.add(Node.of(
                        match.context().freshName(repeated + "_resize"),
                        "Resize",
                        List.of(input, "", scalesName),
                        List.of(repeated))
                .withAttribute("mode", Attribute.of("nearest"))
                .withAttribute("coordinate_transformation_mode", Attribute.of("asymmetric"))
                .withAttribute("nearest_mode", Attribute.of("floor")));
        String mask = match.addConstant(base + "_mask", mask(geometry, sizes));
        nodes.add(Node.of(match.context().freshName(spread + "_mul"), "Mul", List.of(repeated, mask), List.of(spread)));
        return spread;
    }

    /** One where all positions are multiples of the strides, zero elsewhere. */
    private static Tensor mask(TransposedGeometry geometry, long[] sizes) {
        long[] shape = LongStream.concat(
                        LongStream.of(1, 1),
                        LongStream.range(0, sizes.length)
                                .map(i -> sizes[(int) i] * geometry.strides().get((int) i)))
                .toArray();
        float[] values = new float[Math.toIntExact(Shape.elementCount(shape))];
        for (int at = 0; at < values.length; at++) {
            int rest = at;
            boolean element = true;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                int size = (int) shape[axis + 2];
                element &= rest % size % geometry.strides().get(axis) == 0;
                rest /= size;
            }
            values[at] = element ? 1 : 0;
        }
        return Tensor.ofFloats(shape, values);
    }

    private static String cut(Match match, String input, TransposedGeometry geometry, long[] sizes, List<Node> nodes) {
        String output = match.context().freshName(match.root().output() + "_cut");
        int axes = sizes.length;
        long[] starts = new long[axes];
        long[] ends = new long[axes];
        for (int i = 0; i < axes; i++) {
            starts[i] = Math.max(0, -geometry.begins().get(i));
            ends[i] = sizes[i] * geometry.strides().get(i)
                    - Math.max(0, -geometry.ends().get(i));
        }
        nodes.add(SlicedAxis.slice(
                match,
                input,
                output,
                starts,
                ends,
                LongStream.range(2, axes + 2L).toArray()));
        return output;
    }

    private static Node conv(Match match, String input, TransposedGeometry geometry, Tensor weights) {
        Node node = match.root();
        int group = Math.toIntExact(node.intAttribute("group", 1));
        String reversed = match.updateConstant(node.inputs().get(1), TransposedGeometry.reversed(weights, group));
        List<String> inputs = new ArrayList<>(List.of(input, reversed));
        node.input(2).ifPresent(inputs::add);
        return Node.of(node.name(), "Conv", inputs, node.outputs())
                .withAttribute(
                        "kernel_shape",
                        Attribute.ofInts(LongStream.of(weights.sizes()).skip(2).toArray()))
                .withAttribute(
                        "dilations", Attribute.ofInts(geometry.dilations().toArray()))
                .withAttribute("pads", Attribute.ofInts(geometry.pads()))
                .withAttribute("group", Attribute.of(group));
    }
}
