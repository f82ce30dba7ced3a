package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class AttributeTableTest {
    private static final Field NAME = new Field(0, "name");
    private static final Field KIND = new Field(3, "attr_type");

    @Test
    void everyKindIsReadAsItWasWritten() {
        for (Attribute attribute : List.of(
                Attribute.of(0),
                Attribute.of(Long.MIN_VALUE),
                Attribute.of(-0f),
                Attribute.of("Linear"),
                Attribute.of(""),
                new Attribute.OfString(ByteText.of(new byte[] {(byte) 0xff, 0})),
                Attribute.ofInts(),
                Attribute.ofInts(1, -1),
                new Attribute.OfFloats(ImmutableList.of(Float.NaN, 1f)),
                new Attribute.OfStrings(ImmutableList.of(ByteText.of("a"), ByteText.of(""))),
                Attribute.of(Tensor.vector(1, 2, 3)))) {
            FlatTable table = EspdlModels.table(w -> AttributeTable.write(w, "a", attribute));
            assertThat(AttributeTable.read(table)).isEqualTo(attribute);
            assertThat(AttributeTable.name(table)).isEqualTo("a");
        }
    }

    @Test
    void kindsWithoutAValueAndUnknownKindsAreRefused() {
        for (int kind : new int[] {1, 2, 4}) {
            thrownBy(EspdlModels.table(w -> w.begin(16).int32(KIND, kind).end()))
                    .hasMessageContaining("has no value");
        }
        for (int kind : new int[] {-1, 0, 5, 9, 10, 11, 12, 13}) {
            thrownBy(EspdlModels.table(w -> {
                        int name = w.text("a");
                        return w.begin(16).offset(NAME, name).int32(KIND, kind).end();
                    }))
                    .hasMessageContaining("attribute 'a' is of kind " + kind);
        }
    }

    @Test
    void valuesOfAnotherKindAreNotDropped() {
        thrownBy(EspdlModels.table(w ->
                        w.begin(16).int32(KIND, 1).struct(new Field(5, "i"), 3L).end()))
                .hasMessageContaining("it has a field 'i'");
        thrownBy(EspdlModels.table(w -> {
                    int name = w.text("outer");
                    return w.begin(16)
                            .offset(new Field(1, "ref_attr_name"), name)
                            .int32(KIND, 1)
                            .end();
                }))
                .hasMessageContaining("it has a field 'ref_attr_name'");
    }

    @Test
    void quantizedTensorsAreNoAttributes() {
        thrownBy(EspdlModels.table(w -> {
                    int tensor = TensorTable.write(w, EspdlTensor.of("t", EspdlModels.int8(2), -3));
                    return w.begin(16)
                            .offset(new Field(7, "t"), tensor)
                            .int32(KIND, 4)
                            .end();
                }))
                .hasMessageContaining("an attribute's tensor is not quantized");
    }

    @Test
    void textsThatAreNotUtf8AreNotWrittenInLists() {
        Attribute attribute = new Attribute.OfStrings(ImmutableList.of(ByteText.of(new byte[] {(byte) 0xff})));
        assertThatThrownBy(() -> AttributeTable.write(new FlatWriter(), "a", attribute))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("attribute 'a': it holds bytes that are not UTF-8 text");
    }

    private static AbstractThrowableAssert<?, ?> thrownBy(FlatTable table) {
        return assertThatThrownBy(() -> AttributeTable.read(table)).isInstanceOf(GraphException.class);
    }
}
