package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espquant.exporter.cpp.CppName;
import dev.espquant.exporter.cpp.CppScope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The identifiers of a generated class: one member for each layer, one name for each input. */
final class MemberNames {
    private static final ImmutableSet<String> RESERVED =
            ImmutableSet.of("build", "call", "forward", "input", "get_output", "dl", "std");

    private final ImmutableList<String> layers;
    private final Map<Integer, String> tensors = new HashMap<>();

    private MemberNames(ImmutableList<String> layers) {
        this.layers = layers;
    }

    /** Names for a plan; {@code others} are identifiers that the class's code refers to. */
    static MemberNames of(ModelPlan plan, String... others) {
        CppScope scope = new CppScope();
        RESERVED.forEach(scope::reserve);
        for (String other : others) {
            scope.reserve(other);
        }
        for (int i = 1; i < plan.inputs().size(); i++) {
            scope.reserve(inputName(i));
            scope.reserve("set_" + inputName(i));
        }
        for (int i = 0; i < plan.outputs().size(); i++) {
            scope.reserve(getter(plan, i));
        }
        ImmutableList<CppScope.Wish> wishes = plan.steps().stream()
                .map(step -> new CppScope.Wish(wanted(step), ImmutableSet::of))
                .collect(ImmutableList.toImmutableList());
        MemberNames names = new MemberNames(scope.assign(wishes));
        for (int i = 0; i < plan.inputs().size(); i++) {
            names.tensors.put(plan.inputs().get(i).buffer().id(), i == 0 ? "input" : "(*this->" + inputName(i) + ")");
        }
        for (int i = 0; i < names.layers.size(); i++) {
            names.tensors.put(plan.steps().get(i).output().id(), "this->" + names.layers.get(i) + ".get_output()");
        }
        return names;
    }

    /** The member of a layer. */
    String layer(int step) {
        return layers.get(step);
    }

    /** A tensor as an expression inside of the class. */
    String tensor(Buffer buffer) {
        return Optional.ofNullable(tensors.get(buffer.id())).orElseThrow();
    }

    /** The member that remembers an input after the first. */
    static String inputName(int input) {
        return "input_" + input;
    }

    /** The function that hands out an output. */
    static String getter(ModelPlan plan, int output) {
        return plan.outputs().size() == 1 ? "get_output" : "get_output_" + output;
    }

    private static String wanted(LayerStep step) {
        String base = CppName.clean(step.node().name());
        return switch (step.kind()) {
            case RESHAPE -> base + "_reshape";
            case TRANSPOSE -> base + "_transpose";
            case CONSTANT -> base + "_constant";
            case PICK -> base + "_pick";
            default -> CppName.usable(step.node().name());
        };
    }
}
