package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * In what two models differ: origin, inputs and outputs, nodes with their attributes, types and exponents of values, constants with layouts and
 * elements, test values. Things are matched by name; the order of nodes counts, the order of everything else does not.
 */
public final class EspdlDifferences {
    private final List<EspdlDifference> found = new ArrayList<>();

    private EspdlDifferences() {}

    /** All differences, in the order of the first model; none if the models say the same. */
    public static ImmutableList<EspdlDifference> between(EspdlModel first, EspdlModel second) {
        EspdlDifferences differences = new EspdlDifferences();
        differences.model(first, second);
        EspdlGraph a = first.graph();
        EspdlGraph b = second.graph();
        differences.values("input", a.inputs(), b.inputs());
        differences.values("output", a.outputs(), b.outputs());
        differences.nodes(a, b);
        differences.values("value", a.values(), b.values());
        differences.tensors("constant", a.initializers(), b.initializers());
        differences.tensors("test", numbered(a.testInputs()), numbered(b.testInputs()));
        differences.tensors("test", numbered(a.testOutputs()), numbered(b.testOutputs()));
        return ImmutableList.copyOf(differences.found);
    }

    private void model(EspdlModel first, EspdlModel second) {
        differ("model", "graph name", first.graph().name(), second.graph().name());
        differ("model", "format version", first.irVersion(), second.irVersion());
        differ("model", "model version", first.modelVersion(), second.modelVersion());
        differ("model", "producer", first.producerName(), second.producerName());
        differ("model", "producer version", first.producerVersion(), second.producerVersion());
        TreeSet<String> keys = new TreeSet<>(first.metadata().keySet());
        keys.addAll(second.metadata().keySet());
        for (String key : keys) {
            differ(
                    "model",
                    "metadata " + key,
                    first.metadata().get(key),
                    second.metadata().get(key));
        }
    }

    private void nodes(EspdlGraph a, EspdlGraph b) {
        pair("node", a.nodes(), b.nodes(), Node::name, (first, second) -> {
            String name = first.name();
            differ("node", name, first.opType(), second.opType());
            differ("node", name, first.inputs(), second.inputs());
            differ("node", name, first.outputs(), second.outputs());
            TreeSet<String> attributes = new TreeSet<>(first.attributes().keySet());
            attributes.addAll(second.attributes().keySet());
            for (String attribute : attributes) {
                Attribute left = first.attributes().get(attribute);
                Attribute right = second.attributes().get(attribute);
                if (!Objects.equals(left, right)) {
                    add("node", name, "attribute " + attribute + " " + text(left) + " / " + text(right));
                }
            }
        });
        List<String> orderA = a.nodes().stream().map(Node::name).toList();
        List<String> orderB = b.nodes().stream().map(Node::name).toList();
        if (!orderA.equals(orderB) && orderA.size() == orderB.size() && orderA.containsAll(orderB)) {
            add("model", "nodes", "they run in another order");
        }
    }

    private void values(String where, List<EspdlValue> a, List<EspdlValue> b) {
        pair(where, a, b, EspdlValue::name, (first, second) -> {
            differ(where, first.name(), first.type(), second.type());
            exponents(where, first.name(), first.exponents(), second.exponents());
        });
    }

    private void tensors(String where, List<EspdlTensor> a, List<EspdlTensor> b) {
        pair(where, a, b, EspdlTensor::name, (first, second) -> {
            differ(where, first.name(), first.elements(), second.elements(), Tensor::toString);
            exponents(where, first.name(), first.exponents(), second.exponents());
            differ(where, first.name(), first.docString(), second.docString());
            elements(where, first, second);
        });
    }

    private void exponents(String where, String name, Object first, Object second) {
        if (!first.equals(second)) {
            add(where, name, "exponents " + first + " / " + second);
        }
    }

    private void elements(String where, EspdlTensor first, EspdlTensor second) {
        boolean comparable = first.type() == second.type()
                && first.elements().shape().equals(second.elements().shape());
        if (!comparable || first.elements().equals(second.elements())) {
            return;
        }
        int width = Math.max(1, first.type().bits() / 8);
        int count = first.elements().bytes().remaining() / width;
        int different = 0;
        for (int i = 0; i < count; i++) {
            boolean same = first.elements()
                    .bytes()
                    .slice(i * width, width)
                    .equals(second.elements().bytes().slice(i * width, width));
            different += same ? 0 : 1;
        }
        add(where, first.name(), different + " of " + count + " elements differ");
    }

    /** Test values of one name belong to several tests: the n-th gets its number. */
    private static List<EspdlTensor> numbered(List<EspdlTensor> tensors) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<EspdlTensor> numbered = new ArrayList<>();
        for (EspdlTensor tensor : tensors) {
            int number = seen.merge(tensor.name(), 1, Integer::sum);
            numbered.add(
                    number == 1
                            ? tensor
                            : new EspdlTensor(
                                    tensor.name() + " (test " + number + ")",
                                    tensor.elements(),
                                    tensor.exponents(),
                                    tensor.docString()));
        }
        return numbered;
    }

    private <T> void pair(
            String where, Collection<T> a, Collection<T> b, Function<T, String> name, BiConsumer<T, T> compare) {
        Map<String, T> second = new LinkedHashMap<>();
        b.forEach(thing -> second.put(name.apply(thing), thing));
        for (T thing : a) {
            T other = second.remove(name.apply(thing));
            if (other == null) {
                add(where, name.apply(thing), "only in the first");
            } else {
                compare.accept(thing, other);
            }
        }
        second.keySet().forEach(rest -> add(where, rest, "only in the second"));
    }

    private <T> void differ(String where, String name, T first, T second, Function<T, String> shown) {
        differ(where, name, shown.apply(first), shown.apply(second));
    }

    private void differ(String where, String name, @Nullable Object first, @Nullable Object second) {
        if (!Objects.equals(first, second)) {
            add(where, name, text(first) + " / " + text(second));
        }
    }

    private void add(String where, String name, String what) {
        found.add(new EspdlDifference(where, name, what));
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "absent";
        }
        if (value instanceof Attribute attribute) {
            return attributeText(attribute);
        }
        String text = value.toString();
        return text.isEmpty() ? "empty" : text;
    }

    private static String attributeText(Attribute attribute) {
        Object plain = EspdlAttributes.plain(attribute);
        return plain instanceof String ? "'" + plain + "'" : plain.toString();
    }
}
