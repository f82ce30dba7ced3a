package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValueTableTest {
    private static final Field TYPE = new Field(1, "value_info_type");
    private static final Field KIND = new Field(0, "value_type");
    private static final Field VALUE = new Field(1, "value");

    @Test
    void valuesAreReadAsTheyWereWritten() {
        EspdlGraph graph = EspdlModels.rich().graph();
        EspdlValue untyped =
                new EspdlValue("u", new TensorType(Optional.empty(), Optional.empty()), ImmutableIntArray.of(), "");
        for (EspdlValue value : List.of(graph.values().get(0), graph.outputs().get(0), untyped)) {
            assertThat(ValueTable.read(EspdlModels.table(w -> ValueTable.write(w, value))))
                    .isEqualTo(value);
        }
    }

    @Test
    void otherKindsOfTypesAreRefused() {
        assertThatThrownBy(() -> ValueTable.read(EspdlModels.table(w -> {
                    int sequence = w.begin(1).end();
                    int type = w.begin(3).offset(VALUE, sequence).int8(KIND, 2).end();
                    return w.begin(4).offset(TYPE, type).end();
                })))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("a value is a tensor (1), found kind 2");
    }

    @Test
    void missingAndUnknownTypesAreRefused() {
        assertThatThrownBy(
                        () -> ValueTable.read(EspdlModels.table(w -> w.begin(4).end())))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("has no type");
        assertThatThrownBy(() -> ValueTable.read(EspdlModels.table(w -> {
                    int tensor = w.begin(2).int32(new Field(0, "elem_type"), 99).end();
                    int type = w.begin(3).offset(VALUE, tensor).int8(KIND, 1).end();
                    return w.begin(4).offset(TYPE, type).end();
                })))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("99 is no element type");
    }

    @Test
    void typesThatTheFormatLacksAreNotWritten() {
        EspdlValue value = EspdlValue.of("x", DataType.INT4, Shape.of(2), 0);
        assertThatThrownBy(() -> ValueTable.write(new FlatWriter(), value))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("value 'x': a value of type int4");
    }
}
