package dev.espquant.optimizer.rewrite;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Sets;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.optimizer.GraphNames;
import dev.espquant.optimizer.PassContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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
 * The graph that a sweep is making: the nodes behind the sweep as rewritten, those before it as they were. What the sweep has not touched is looked
 * up in the original graph, whose indexes all passes share; only changes are kept here. No question costs a walk, so all work together is
 * linear in the size of the graph.
 */
final class LiveGraph {
    private static final int NOWHERE = -1;

    private final Graph original;
    private final PassContext context;
    private final List<@Nullable Node> emitted;
    /** Where in {@link #emitted} a node of the original graph is that the sweep has left in place, by its position there. */
    private final int[] keptAt;
    /** Where the producer of a value is, for values whose producer the sweep has made or renamed. */
    private final Map<String, Integer> producedAt = new HashMap<>();
    /** Where a value is read; only from the first renaming on. */
    private @Nullable ListMultimap<String, Integer> readAt;
    /** How often a value is read, where that is not what it was. */
    private final Map<String, Integer> uses = new HashMap<>();

    private @Nullable Set<String> captured;
    private Map<String, Tensor> initializers;
    private final Map<String, TensorType> types = new HashMap<>();
    private final Map<String, String> redirects = new HashMap<>();
    private boolean changed;

    LiveGraph(Graph original, PassContext context) {
        this.original = original;
        this.context = context;
        this.initializers = original.initializers();
        this.emitted = new ArrayList<>(original.nodes().size());
        this.keptAt = new int[original.nodes().size()];
        Arrays.fill(keptAt, NOWHERE);
    }

    PassContext context() {
        return context;
    }

    Optional<Node> producer(String value) {
        int index = indexOfProducer(value);
        return index == NOWHERE ? Optional.empty() : Optional.ofNullable(emitted.get(index));
    }

    private int indexOfProducer(String value) {
        Integer changedTo = producedAt.get(value);
        if (changedTo != null) {
            return changedTo;
        }
        int position = original.position(value);
        return position < 0 ? NOWHERE : keptAt[position];
    }

    Optional<Tensor> constant(String value) {
        return Optional.ofNullable(initializers.get(value));
    }

    Optional<TensorType> type(String value) {
        Tensor constant = initializers.get(value);
        if (constant != null) {
            return Optional.of(TensorType.of(constant.type(), constant.shape()));
        }
        TensorType declared = types.get(value);
        return declared != null ? Optional.of(declared) : original.tensorType(value);
    }

    int uses(String value) {
        Integer changedTo = uses.get(value);
        return changedTo != null ? changedTo : original.consumers(value).size();
    }

    private void addUses(String value, int more) {
        uses.put(value, uses(value) + more);
    }

    boolean isPinned(String value) {
        return original.isOutput(value) || captured().contains(value);
    }

    /** Values that stand in subgraphs. */
    private Set<String> captured() {
        Set<String> names = captured;
        if (names == null) {
            names = new HashSet<>();
            for (Node node : original.nodes()) {
                names.addAll(GraphNames.insideSubgraphs(node));
            }
            captured = names;
        }
        return names;
    }

    boolean isReadOnce(Node node) {
        return uses(node.output()) == 1 && !isPinned(node.output()) && usesOnlyFirstOutput(node);
    }

    boolean usesOnlyFirstOutput(Node node) {
        return node.outputs().size() == 1
                || node.outputs().stream()
                        .skip(1)
                        .allMatch(value -> value.isEmpty() || (uses(value) == 0 && !isPinned(value)));
    }

    void declare(String value, TensorType type) {
        types.put(value, type);
    }

    String addConstant(String name, Tensor tensor) {
        String fresh = context.freshName(name);
        ownInitializers().put(fresh, tensor);
        return fresh;
    }

    String updateConstant(String name, Tensor tensor) {
        if (uses(name) > 1 || isPinned(name)) {
            return addConstant(name, tensor);
        }
        ownInitializers().put(name, tensor);
        return name;
    }

    private Map<String, Tensor> ownInitializers() {
        if (initializers instanceof ImmutableMap) {
            initializers = new LinkedHashMap<>(initializers);
        }
        return initializers;
    }

    private void read(Node node) {
        node.inputs().forEach(value -> addUses(value, 1));
    }

    /** The node with its inputs as they are called now. */
    Node resolve(Node node) {
        ImmutableList<String> inputs = node.inputs();
        if (redirects.isEmpty() || !readsRedirected(inputs)) {
            return node;
        }
        return node.withInputs(inputs.stream().map(this::resolve).collect(ImmutableList.toImmutableList()));
    }

    private boolean readsRedirected(List<String> inputs) {
        for (String input : inputs) {
            if (redirects.containsKey(input)) {
                return true;
            }
        }
        return false;
    }

    private String resolve(String value) {
        String current = value;
        for (String next = redirects.get(current); next != null; next = redirects.get(current)) {
            current = next;
        }
        return current;
    }

    /** Leaves the node at a position of the original graph in place; its inputs may have other names. */
    void keep(int position, Node node) {
        keptAt[position] = append(node);
    }

    private void emit(Node node) {
        int index = append(node);
        node.outputs().forEach(value -> producedAt.put(value, index));
    }

    private int append(Node node) {
        int index = emitted.size();
        emitted.add(node);
        if (readAt != null) {
            addReads(readAt, node, index);
        }
        return index;
    }

    private static void addReads(ListMultimap<String, Integer> readAt, Node node, int index) {
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
        return !captured().contains(output) && producer(value).isPresent() && !isPinned(value);
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
                addUses(to, uses(from));
                uses.put(from, 0);
                redirects.put(from, to);
            }
        });
        release(root.inputs().stream().map(this::resolve).toList());
    }

    /** Gives a computed value the name of the graph output that it takes the place of. */
    private void rename(String value, String output) {
        int index = indexOfProducer(value);
        Node producer = Objects.requireNonNull(emitted.get(index));
        emitted.set(index, producer.withOutputs(swap(producer.outputs(), value, output)));
        producedAt.put(value, NOWHERE);
        producedAt.put(output, index);
        ListMultimap<String, Integer> readers = readAt();
        for (int reader : List.copyOf(readers.removeAll(value))) {
            Node node = emitted.get(reader);
            if (node != null) {
                emitted.set(reader, node.withInputs(swap(node.inputs(), value, output)));
                readers.put(output, reader);
            }
        }
        addUses(output, uses(value));
        uses.put(value, 0);
        redirects.put(value, output);
    }

    private ListMultimap<String, Integer> readAt() {
        ListMultimap<String, Integer> index = readAt;
        if (index == null) {
            index = ArrayListMultimap.create();
            for (int i = 0; i < emitted.size(); i++) {
                Node node = emitted.get(i);
                if (node != null) {
                    addReads(index, node, i);
                }
            }
            readAt = index;
        }
        return index;
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
            addUses(value, -1);
            if (value.isEmpty() || uses(value) > 0 || isPinned(value)) {
                continue;
            }
            if (initializers.containsKey(value)) {
                ownInitializers().remove(value);
                continue;
            }
            int index = indexOfProducer(value);
            Node producer = index == NOWHERE ? null : emitted.get(index);
            if (producer != null && isUnused(producer)) {
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
        return original.toBuilder()
                .nodes(nodes)
                .initializers(initializers)
                .valueInfos(infosOf(nodes))
                .build();
    }

    /** What is declared of the values that nodes still compute and that are no outputs. */
    private ImmutableMap<String, ValueInfo> infosOf(List<Node> nodes) {
        Set<String> computed = Sets.newHashSetWithExpectedSize(nodes.size());
        nodes.forEach(node -> computed.addAll(node.outputs()));
        ImmutableMap.Builder<String, ValueInfo> infos = ImmutableMap.builder();
        original.valueInfos().forEach((name, info) -> {
            if (computed.contains(name) && !original.isOutput(name)) {
                infos.put(name, info);
            }
        });
        return infos.buildOrThrow();
    }
}
