package dev.espquant.lowering;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Shape;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import java.util.stream.Stream;

/** The graph of an {@code .espdl} file from a finished draft. */
final class Emission {
    private Emission() {}

    static EspdlGraph graph(Draft draft, String name) {
        return new EspdlGraph(
                name,
                "",
                draft.nodes(),
                initializers(draft),
                values(draft, draft.inputs().stream()),
                values(draft, draft.outputs().stream()),
                values(draft, draft.values().keySet().stream()),
                ImmutableList.of(),
                ImmutableList.of());
    }

    /** Tables first, as the vendor's exporter writes them; they are the tensors without a layout. */
    private static ImmutableList<EspdlTensor> initializers(Draft draft) {
        return Stream.concat(
                        draft.constants().values().stream()
                                .filter(t -> t.layout().isEmpty()),
                        draft.constants().values().stream()
                                .filter(t -> t.layout().isPresent()))
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<EspdlValue> values(Draft draft, Stream<String> names) {
        return names.map(name -> {
                    DraftValue value = draft.value(name);
                    return EspdlValue.of(
                            name, value.type(), Shape.of(value.memorySizes().toArray()), value.exponent());
                })
                .collect(ImmutableList.toImmutableList());
    }
}
