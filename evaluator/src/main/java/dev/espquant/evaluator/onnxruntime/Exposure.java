package dev.espquant.evaluator.onnxruntime;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.OpaqueType;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the values that somebody wants to see the outputs of a model, and checks that the model can be fed. */
final class Exposure {
    private Exposure() {}

    /**
     * The model with exactly these outputs, without types: ONNX Runtime finds them out itself, and what a file says of intermediate values may
     * be stale.
     */
    static Model expose(Model model, Collection<String> values) {
        List<ValueInfo> outputs = values.stream()
                .map(value -> ValueInfo.of(value, new OpaqueType("untyped", Opaque.empty())))
                .toList();
        return model.withGraph(model.graph().toBuilder()
                .outputs(outputs)
                .valueInfos(ImmutableMap.of())
                .build());
    }

    /** Those of the values that a node computes; an error for a name that does not exist, and for constants. */
    static ImmutableList<String> computed(Graph graph, Collection<String> values) {
        ImmutableSet<String> inputs =
                graph.inputs().stream().map(ValueInfo::name).collect(ImmutableSet.toImmutableSet());
        Set<String> computed = new LinkedHashSet<>();
        for (String value : values) {
            if (graph.initializer(value).isPresent()) {
                throw GraphException.because("it is a constant, nothing computes it")
                        .value(value)
                        .fix("take it from the model")
                        .build();
            }
            if (graph.producer(value).isPresent()) {
                computed.add(value);
            } else if (!inputs.contains(value)) {
                throw GraphException.because("the model has no such value")
                        .value(value)
                        .fix(Names.suggestion(value, graph.valueNames()))
                        .build();
            }
        }
        return ImmutableList.copyOf(computed);
    }

    static void checkInputs(Graph graph) {
        for (ValueInfo input : graph.inputs()) {
            boolean floats = graph.tensorType(input.name())
                    .flatMap(type -> type.elementType())
                    .filter(DataType.FLOAT::equals)
                    .isPresent();
            if (!floats) {
                throw GraphException.because("models are fed with float32, this input is " + input.type())
                        .value(input.name())
                        .fix("export the model with float inputs")
                        .build();
            }
        }
    }
}
