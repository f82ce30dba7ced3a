package dev.espquant.lowering;

import dev.espquant.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives every graph output a tensor of its name, in the order of ONNX or with channels last: renames the tensor that holds it, or writes a copy
 * where that tensor has another duty or another order.
 */
final class OutputPlaces {
    private final Draft draft;
    private final LayoutScope scope;
    private final Map<String, String> renamed = new HashMap<>();

    OutputPlaces(Draft draft, LayoutScope scope) {
        this.draft = draft;
        this.scope = scope;
    }

    Draft finish() {
        List<Node> copies = new ArrayList<>();
        Set<String> taken = new HashSet<>(draft.inputs());
        taken.addAll(draft.outputs());
        Map<String, DraftValue> outputs = new HashMap<>();
        for (String output : draft.outputs()) {
            LayoutScope.Place place = scope.place(output);
            DraftValue value = scope.builder().value(place.tensor());
            boolean usual = place.layout().isIdentity() || place.layout().isChannelsLast();
            Permutation layout =
                    usual ? place.layout() : Permutation.identity(place.layout().rank());
            DraftValue last = new DraftValue(value.type(), value.exponent(), scope.sizes(output), layout);
            if (usual && place.tensor().equals(output)) {
                continue;
            }
            outputs.put(output, last);
            if (usual && !taken.contains(place.tensor()) && !renamed.containsKey(place.tensor())) {
                renamed.put(place.tensor(), output);
            } else {
                copies.add(copy(place, output, layout));
            }
        }
        return rewritten(copies, outputs);
    }

    /** A Transpose to a new tensor; if the output's name belongs to the tensor it comes from, that one gets another name. */
    private Node copy(LayoutScope.Place place, String output, Permutation layout) {
        if (place.tensor().equals(output)) {
            renamed.put(output, scope.builder().freeValue(output + "_unordered"));
        }
        DraftValue from = scope.builder().value(place.tensor());
        return Node.of(
                        scope.builder().freeNode(output + "_output"),
                        "Transpose",
                        List.of(place.tensor()),
                        List.of(output),
                        Map.of(QuantType.NAME, QuantType.of(from.type())))
                .withAttribute("perm", LayoutScope.ints(place.layout().to(layout)));
    }

    private Draft rewritten(List<Node> copies, Map<String, DraftValue> outputs) {
        Draft placed = scope.builder().build();
        DraftBuilder result = DraftBuilder.startingFrom(placed);
        for (Node node : placed.nodes()) {
            Node named = named(node).withOutputs(names(node.outputs()));
            result.node(named);
            for (int i = 0; i < node.outputs().size(); i++) {
                result.value(named.outputs().get(i), placed.value(node.outputs().get(i)));
            }
        }
        copies.forEach(copy -> result.node(named(copy)));
        outputs.forEach(result::value);
        return result.build();
    }

    private Node named(Node node) {
        return node.withInputs(names(node.inputs()));
    }

    private List<String> names(List<String> tensors) {
        return tensors.stream().map(t -> renamed.getOrDefault(t, t)).toList();
    }
}
