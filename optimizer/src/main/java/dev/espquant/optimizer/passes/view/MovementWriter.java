package dev.espquant.optimizer.passes.view;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.optimizer.passes.SliceParts;
import dev.espquant.optimizer.rewrite.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes movements as nodes in place of the root of a match. */
final class MovementWriter {
    /** Before this operator set Slice had attributes and no steps, as Reshape before the fifth had an attribute. */
    private static final long FIRST_OPSET = 10;

    private final Match match;
    private final SizesInNumbers numbers;

    MovementWriter(Match match, SizesInNumbers numbers) {
        this.match = match;
        this.numbers = numbers;
    }

    /** Whether the model's operator set, and the chip if one is named, can say it. */
    boolean canWrite(List<Movement> movements) {
        return match.opset() >= FIRST_OPSET && movements.stream().allMatch(this::canWrite);
    }

    private boolean canWrite(Movement movement) {
        long open = movement.sizes().stream().filter(SizesInNumbers::isOpen).count();
        return match.context().allows(operator(movement)) && (!(movement instanceof Movement.Reshape) || open <= 1);
    }

    /** Puts the movements of a value in place of the root; whether that was possible. */
    boolean write(String source, List<Movement> movements) {
        if (movements.isEmpty()) {
            return match.bypass(source);
        }
        Node root = match.root();
        Optional<DataType> type = match.type(root.output()).flatMap(TensorType::elementType);
        List<Node> nodes = new ArrayList<>();
        String value = source;
        for (int i = 0; i < movements.size(); i++) {
            Movement movement = movements.get(i);
            boolean last = i == movements.size() - 1;
            String base = root.output() + "_" + operator(movement).toLowerCase(Locale.ROOT);
            String output = last ? root.output() : match.context().freshName(base);
            if (!last) {
                match.declare(output, new TensorType(type, Optional.of(numbers.shape(movement.sizes()))));
            }
            nodes.add(node(last ? root.name() : match.context().freshName(base), movement, value, output));
            value = output;
        }
        match.replace(nodes.toArray(new Node[0]));
        return true;
    }

    private static String operator(Movement movement) {
        return movement.getClass().getSimpleName();
    }

    /** One movement as a node. */
    Node node(String name, Movement movement, String input, String output) {
        List<String> inputs = new ArrayList<>(List.of(input));
        if (movement instanceof Movement.Reshape reshape) {
            inputs.add(constant(name + "_shape", target(reshape.sizes())));
        } else if (movement instanceof Movement.Slice slice) {
            addBounds(inputs, name, slice.parts());
        }
        Node node = Node.of(name, operator(movement), inputs, List.of(output));
        return movement instanceof Movement.Transpose transpose
                ? node.withAttribute("perm", new Attribute.OfInts(transpose.order()))
                : node;
    }

    private void addBounds(List<String> inputs, String name, SliceParts parts) {
        inputs.add(constant(name + "_starts", parts.starts()));
        inputs.add(constant(name + "_ends", parts.ends()));
        inputs.add(constant(name + "_axes", parts.axes()));
        if (parts.steps().stream().anyMatch(step -> step != 1)) {
            inputs.add(constant(name + "_steps", parts.steps()));
        }
    }

    private String constant(String name, ImmutableLongArray values) {
        return match.addConstant(name, Tensor.vector(values.toArray()));
    }

    private static ImmutableLongArray target(ImmutableLongArray sizes) {
        return ImmutableLongArray.copyOf(sizes.stream().map(size -> SizesInNumbers.isOpen(size) ? -1 : size));
    }
}
