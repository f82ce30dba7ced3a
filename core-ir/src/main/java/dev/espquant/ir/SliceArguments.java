package dev.espquant.ir;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The arguments of a Slice node with constant arguments, wherever its operator set puts them: attributes up to opset 9, inputs from then on.
 * The four lists have one element for each sliced axis and are as the model gives them: negative and out of range where it says so.
 */
public record SliceArguments(
        ImmutableLongArray starts, ImmutableLongArray ends, ImmutableLongArray axes, ImmutableLongArray steps) {

    /** Reads the arguments; {@link GraphException} if they are missing or not constant. */
    public static SliceArguments of(Graph graph, Node node) {
        ImmutableLongArray starts = read(graph, node, 1, "starts").orElseThrow(() -> missing(node, "starts"));
        ImmutableLongArray ends = read(graph, node, 2, "ends").orElseThrow(() -> missing(node, "ends"));
        int count = starts.length();
        ImmutableLongArray axes =
                read(graph, node, 3, "axes").orElseGet(() -> ImmutableLongArray.copyOf(LongStream.range(0, count)));
        ImmutableLongArray steps = read(graph, node, 4, "steps")
                .orElseGet(() -> ImmutableLongArray.copyOf(Collections.nCopies(count, 1L)));
        if (ends.length() != count || axes.length() != count || steps.length() != count) {
            throw GraphException.because("starts, ends, axes and steps must have the same length")
                    .node(node)
                    .fix("the model is not valid ONNX: export it again")
                    .build();
        }
        return new SliceArguments(starts, ends, axes, steps);
    }

    /** Whether the i-th sliced axis is taken as it is, however long. */
    public boolean takesAll(int i) {
        return starts.get(i) == 0 && ends.get(i) >= Integer.MAX_VALUE && steps.get(i) == 1;
    }

    private static Optional<ImmutableLongArray> read(Graph graph, Node node, int input, String attribute) {
        return node.input(input)
                .map(name -> graph.initializer(name).orElseThrow(() -> missing(node, attribute)))
                .map(Tensor::toLongs)
                .or(() -> node.intsAttribute(attribute))
                .map(ImmutableLongArray::copyOf);
    }

    private static GraphException missing(Node node, String what) {
        return GraphException.because("its " + what + " are not constant")
                .node(node)
                .fix("fold constants first")
                .build();
    }
}
