package dev.espquant.lowering;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every value of the graph lies while layouts are being assigned. A value may lie in a tensor of another name: a Transpose of the model
 * moves nothing, it only reads the same tensor with its axes in another order; a tensor is moved where a kernel wants it otherwise.
 */
final class LayoutScope {

    /**
     * Where a value lies.
     *
     * @param tensor the runtime's tensor
     * @param layout in which order that tensor holds the axes of this value
     */
    record Place(String tensor, Permutation layout) {}

    /** A tensor in another order. */
    private record Moved(String tensor, Permutation order) {}

    private final DraftBuilder builder;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Moved, String> moved = new HashMap<>();

    LayoutScope(DraftBuilder builder) {
        this.builder = builder;
    }

    DraftBuilder builder() {
        return builder;
    }

    boolean isValue(String name) {
        return places.containsKey(name);
    }

    Place place(String value) {
        Place place = places.get(value);
        if (place == null) {
            throw new IllegalStateException("no place for '" + value + "'");
        }
        return place;
    }

    Permutation layout(String value) {
        return place(value).layout();
    }

    /** A value lies in a tensor of its own name. */
    void define(String name, DraftValue value) {
        builder.value(name, value);
        places.put(name, new Place(name, value.layout()));
    }

    /** A value is another one with its axes in another order. */
    void alias(String name, String of, Permutation order) {
        Place place = place(of);
        places.put(name, new Place(place.tensor(), order.inverse().compose(place.layout())));
    }

    /** The ONNX sizes of a value. */
    ImmutableLongArray sizes(String value) {
        Place place = place(value);
        return place.layout().restore(builder.value(place.tensor()).memorySizes());
    }

    /** The tensor that holds a value in an order; moves it there if it lies otherwise. */
    String hold(String value, Permutation wanted) {
        Place place = place(value);
        if (place.layout().equals(wanted)) {
            return place.tensor();
        }
        return moved.computeIfAbsent(
                new Moved(place.tensor(), place.layout().to(wanted)), m -> move(value, place, wanted));
    }

    private String move(String value, Place place, Permutation wanted) {
        ImmutableLongArray sizes = sizes(value);
        DraftValue from = builder.value(place.tensor());
        String output = builder.freeValue(place.tensor() + (wanted.isChannelsLast() ? "_nhwc" : "_moved"));
        Permutation order = place.layout().to(wanted);
        Map<String, Attribute> quantType = Map.of(QuantType.NAME, QuantType.of(from.type()));
        Node node = place.layout().movesData(wanted, sizes)
                ? Node.of(builder.freeNode(output), "Transpose", List.of(place.tensor()), List.of(output), quantType)
                        .withAttribute("perm", ints(order))
                : reshape(output, place.tensor(), wanted.apply(sizes), quantType);
        builder.node(node);
        builder.value(output, new DraftValue(from.type(), from.exponent(), sizes, wanted));
        return output;
    }

    /** Where no element changes its place, a Reshape does, which the runtime carries out without copying. */
    private Node reshape(String output, String tensor, ImmutableLongArray sizes, Map<String, Attribute> quantType) {
        String shape = builder.plain(output + "_shape", Tensor.vector(sizes.toArray()));
        return Node.of(builder.freeNode(output), "Reshape", List.of(tensor, shape), List.of(output), quantType)
                .withAttribute("allowzero", Attribute.of(0));
    }

    static Attribute ints(Permutation order) {
        return Attribute.ofInts(order.axes().stream().asLongStream().toArray());
    }
}
