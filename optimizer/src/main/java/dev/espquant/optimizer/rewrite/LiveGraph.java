package dev.espquant.optimizer.rewrite;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.PassContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The graph that a sweep is making: the nodes behind the sweep as rewritten, those before it as they were. Every index is kept up to date, so
 * that no question costs a walk; all work together is linear in the size of the graph.
 */
final class LiveGraph {
    private final Graph original;
    private final PassContext context;
    private final List<@Nullable Node> emitted = new ArrayList<>();
    private final Map<String, Integer> producedAt = new HashMap<>();
    private final ListMultimap<String, Integer> readAt = ArrayListMultimap.create();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private final Set<String> captured = new HashSet<>();
    private final Map<String, Tensor> initializers;
    private final Map<String, TensorType> types = new HashMap<>();
    private final Map<String, String> redirects = new HashMap<>();
    private boolean changed;

    LiveGraph(Graph original, PassContext context) {
        this.original = original;
        this.context = context;
        this.initializers = new LinkedHashMap<>(original.initializers());
        original.outputs().forEach(o -> outputs.add(o.name()));
        for (Node node : original.nodes()) {
            read(node);
            captured.addAll(GraphNames.insideSubgraphs(node));
        }
        original.valueInfos().values().forEach(this::declare);
        original.inputs().forEach(this::declare);
        original.outputs().forEach(this::declare);
    }

    PassContext context() {
        return context;
    }

    Optional<Node> producer(String value) {
        Integer index = producedAt.get(value);
        return index == null ? Optional.empty() : Optional.ofNullable(emitted.get(index));
    }

    Optional<Tensor> constant(String value) {
        return Optional.ofNullable(initializers.get(value));
    }

    Optional<TensorType> type(String value) {
        Tensor constant = initializers.get(value);
        return constant != null
                ? Optional.of(TensorType.of(constant.type(), constant.shape()))
                : Optional.ofNullable(types.get(value));
    }

    int uses(String value) {
        return uses.getOrDefault(value, 0);
    }

    boolean isPinned(String value) {
        return outputs.contains(value) || captured.contains(value);
    }

    boolean isReadOnce(Node node) {
        return uses(node.output()) == 1 && !isPinned(node.output()) && usesOnlyFirstOutput(node);
    }

    boolean usesOnlyFirstOutput(Node node) {
        return node.outputs().stream()
                .skip(1)
                .allMatch(value -> value.isEmpty() || (uses(value) == 0 && !isPinned(value)));
    }

    void declare(String value, TensorType type) {
        types.put(value, type);
    }

    private void declare(ValueInfo info) {
        if (info.type() instanceof TensorType type) {
            types.put(info.name(), type);
        }
    }

    String addConstant(String name, Tensor tensor) {
        String fresh = context.freshName(name);
        initializers.put(fresh, tensor);
        return fresh;
    }

    String updateConstant(String name, Tensor tensor) {
        if (uses(name) > 1 || isPinned(name)) {
            return addConstant(name, tensor);
        }
        initializers.put(name, tensor);
        return name;
    }

    private void read(Node node) {
        node.inputs().forEach(value -> uses.merge(value, 1, Integer::sum));
    }

    /** The node with its inputs as they are called now. */
    Node resolve(Node node) {
        ImmutableList<String> inputs = node.inputs();
        if (redirects.isEmpty() || inputs.stream().noneMatch(redirects::containsKey)) {
            return node;
        }
        return node.withInputs(inputs.stream().map(this::resolve).collect(ImmutableList.toImmutableList()));
    }

    private String resolve(String value) {
        String current = value;
        for (String next = redirects.get(current); next != null; next = redirects.get(current)) {
            current = next;
        }
        return current;
    }

    void emit(Node node) {
        int index = emitted.size();
        emitted.add(node);
        node.outputs().forEach(value -> producedAt.put(value, index));
        node.inputs().forEach(value -> readAt.put(value, index));
    }

    /** Whether each value can take over the readers, and where need be the name, of the output that maps to it. */
    boolean canRedirect(Map<String, String> values) {
        Set<String> renamed = new HashSet<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String from = entry.getKey();
            String to = entry.getValue();
            if (isPinned(from) && !(canTakeName(from, to) && renamed.add(to))) {
                return false;
            }
        }
        return true;
    }

    private boolean canTakeName(String output, String value) {
        return !captured.contains(output) && producer(value).isPresent() && !isPinned(value);
    }

    /** Puts nodes in place of the node that the sweep is at, and redirects readers of its outputs. */
    void replace(Node root, List<Node> nodes, Map<String, String> values) {
        changed = true;
        for (Node node : nodes) {
            read(node);
            emit(node);
        }
        values.forEach((from, to) -> {
            if (isPinned(from)) {
                rename(to, from);
            } else {
                uses.merge(to, uses(from), Integer::sum);
                uses.remove(from);
                redirects.put(from, to);
            }
        });
        release(root.inputs().stream().map(this::resolve).toList());
    }

    /** Gives a computed value the name of the graph output that it takes the place of. */
    private void rename(String value, String output) {
        int index = Objects.requireNonNull(producedAt.remove(value));
        Node producer = Objects.requireNonNull(emitted.get(index));
        emitted.set(index, producer.withOutputs(swap(producer.outputs(), value, output)));
        producedAt.put(output, index);
        for (int reader : List.copyOf(readAt.removeAll(value))) {
            Node node = emitted.get(reader);
            if (node != null) {
                emitted.set(reader, node.withInputs(swap(node.inputs(), value, output)));
                readAt.put(output, reader);
            }
        }
        uses.merge(output, uses(value), Integer::sum);
        uses.remove(value);
        redirects.put(value, output);
    }

    private static ImmutableList<String> swap(List<String> names, String from, String to) {
        return names.stream().map(n -> n.equals(from) ? to : n).collect(ImmutableList.toImmutableList());
    }

    /** Takes one reader from each value; what nobody reads any more goes, with all that only it needed. */
    private void release(Collection<String> values) {
        Deque<String> work = new ArrayDeque<>(values);
        while (!work.isEmpty()) {
            String value = work.pop();
            context.step();
            int left = uses.merge(value, -1, Integer::sum);
            if (value.isEmpty() || left > 0 || isPinned(value) || initializers.remove(value) != null) {
                continue;
            }
            Integer index = producedAt.get(value);
            Node producer = index == null ? null : emitted.get(index);
            if (index != null && producer != null && isUnused(producer)) {
                emitted.set(index, null);
                work.addAll(producer.inputs());
            }
        }
    }

    private boolean isUnused(Node node) {
        return node.outputs().stream().allMatch(value -> value.isEmpty() || (uses(value) == 0 && !isPinned(value)));
    }

    /** The finished graph; the original itself if nothing was replaced. */
    Graph finish() {
        if (!changed) {
            return original;
        }
        ImmutableList<Node> nodes = emitted.stream().filter(Objects::nonNull).collect(ImmutableList.toImmutableList());
        Set<String> computed = new HashSet<>();
        nodes.forEach(node -> computed.addAll(node.outputs()));
        computed.removeAll(outputs);
        Map<String, ValueInfo> infos = new LinkedHashMap<>(original.valueInfos());
        infos.keySet().retainAll(computed);
        return original.toBuilder()
                .nodes(nodes)
                .initializers(initializers)
                .valueInfos(infos)
                .build();
    }
}
