package dev.espquant.lowering;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects a {@link Draft} node by node and finds names that are free. Not thread safe. */
final class DraftBuilder {
    /** What the vendor's exporter writes for everything that is no filter. */
    private static final String NO_LAYOUT = "UNK";

    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, DraftValue> values = new LinkedHashMap<>();
    private final Map<String, EspdlTensor> constants = new LinkedHashMap<>();
    private final Map<String, String> wished = new HashMap<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final Set<String> reserved = new HashSet<>();
    private final Set<String> reservedNodes = new HashSet<>();

    /** A builder that keeps names free for their later owners. */
    static DraftBuilder reserving(Iterable<String> names) {
        DraftBuilder builder = new DraftBuilder();
        names.forEach(builder.reserved::add);
        return builder;
    }

    /** A builder for a changed form of a draft: its inputs, outputs and constants, but none of its nodes. */
    static DraftBuilder startingFrom(Draft draft) {
        DraftBuilder builder = reserving(draft.values().keySet());
        draft.nodes().forEach(node -> builder.reserved.addAll(node.outputs()));
        builder.inputs.addAll(draft.inputs());
        builder.outputs.addAll(draft.outputs());
        draft.inputs().forEach(input -> builder.values.put(input, draft.value(input)));
        builder.constants.putAll(draft.constants());
        draft.nodes().forEach(node -> builder.reservedNodes.add(node.name()));
        return builder;
    }

    DraftBuilder input(String name, DraftValue value) {
        inputs.add(name);
        values.put(name, value);
        return this;
    }

    DraftBuilder output(String name) {
        outputs.add(name);
        return this;
    }

    /** Adds a value, or says something new of it. */
    void value(String name, DraftValue value) {
        values.put(name, value);
    }

    DraftValue value(String name) {
        DraftValue value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value '" + name + "'");
        }
        return value;
    }

    boolean hasValue(String name) {
        return values.containsKey(name);
    }

    /** Adds a node under its own name, which no other node has. */
    void node(Node node) {
        nodes.add(node);
        nodeNames.add(node.name());
    }

    EspdlTensor constant(String name) {
        EspdlTensor constant = constants.get(name);
        if (constant == null) {
            throw new IllegalStateException("no constant '" + name + "'");
        }
        return constant;
    }

    boolean hasConstant(String name) {
        return constants.containsKey(name);
    }

    /** Adds a constant; gives the name that it has got, which is another one if that name holds something else. */
    String constant(String name, Tensor elements, ImmutableIntArray exponents) {
        EspdlTensor tensor = new EspdlTensor(name, elements, exponents, "").withLayout(NO_LAYOUT);
        if (tensor.equals(constants.get(name))) {
            return name;
        }
        return add(name, tensor);
    }

    /** Adds the table of an activation, which has no documentation in a file. */
    String table(String name, Tensor elements, int exponent) {
        return add(name, EspdlTensor.of(name, elements, exponent));
    }

    /** Adds a filter in the layout of that name. */
    String filter(String name, Tensor elements, ImmutableIntArray exponents, String layout) {
        EspdlTensor tensor = new EspdlTensor(name, elements, exponents, "").withLayout(layout);
        return tensor.equals(constants.get(name)) ? name : add(name, tensor);
    }

    private String add(String name, EspdlTensor tensor) {
        String free = freeValue(name);
        constants.put(free, new EspdlTensor(free, tensor.elements(), tensor.exponents(), tensor.docString()));
        wished.put(free, name);
        return free;
    }

    /** Adds a constant that is no filter and not quantized: a shape, axes, sizes. */
    String plain(String name, Tensor elements) {
        return constant(name, elements, ImmutableIntArray.of(0));
    }

    /** A name like this one that no value and no constant has. */
    String freeValue(String like) {
        String name = like;
        for (int i = 1; values.containsKey(name) || constants.containsKey(name) || isTaken(name, like); i++) {
            name = like + "_" + i;
        }
        return name;
    }

    private boolean isTaken(String name, String like) {
        return !name.equals(like) && reserved.contains(name);
    }

    /** A name like this one that no node has. */
    String freeNode(String like) {
        String name = like;
        for (int i = 1; nodeNames.contains(name) || reservedNodes.contains(name); i++) {
            name = like + "_" + i;
        }
        nodeNames.add(name);
        return name;
    }

    /** The draft; constants that no node reads are left out, and those that replace one of them take its name. */
    Draft build() {
        Set<String> used = new HashSet<>();
        nodes.forEach(node -> {
            used.addAll(node.inputs());
            used.add(node.textAttribute("lut", ""));
        });
        constants.keySet().retainAll(used);
        Map<String, String> names = new HashMap<>();
        constants.keySet().forEach(name -> {
            String wish = wished.getOrDefault(name, name);
            if (!wish.equals(name) && !constants.containsKey(wish) && !values.containsKey(wish) && used.add(wish)) {
                names.put(name, wish);
            }
        });
        ImmutableMap.Builder<String, EspdlTensor> named = ImmutableMap.builder();
        constants.forEach((name, tensor) -> {
            String last = names.getOrDefault(name, name);
            named.put(last, new EspdlTensor(last, tensor.elements(), tensor.exponents(), tensor.docString()));
        });
        return new Draft(
                ImmutableList.copyOf(inputs),
                ImmutableList.copyOf(outputs),
                nodes.stream()
                        .map(node -> node.withInputs(node.inputs().stream()
                                .map(input -> names.getOrDefault(input, input))
                                .toList()))
                        .collect(ImmutableList.toImmutableList()),
                ImmutableMap.copyOf(values),
                named.buildOrThrow());
    }
}
