package dev.espquant.ir.shape;

import static dev.espquant.ir.shape.NodeTester.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Opaque;
import dev.espquant.ir.OpaqueType;
import dev.espquant.ir.TensorType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeclaredTypesTest {
    private static final OpaqueType SEQUENCE = new OpaqueType("sequence", Opaque.empty());
    private static final TensorType NOTHING = new TensorType(Optional.empty(), Optional.empty());

    @Test
    void inferenceWinsAndDeclarationsFillIn() {
        assertThat(DeclaredTypes.merge(parse("float[N,3,?]"), parse("float[1,4,5]")))
                .isEqualTo(parse("float[N,3,5]"));
        assertThat(DeclaredTypes.merge(parse("float[N,3]"), parse("int8[1,4,5]")))
                .isEqualTo(parse("float[N,3]"));
        assertThat(DeclaredTypes.merge(NOTHING, parse("float[N,3]"))).isEqualTo(parse("float[N,3]"));
        assertThat(DeclaredTypes.merge(parse("float[N,3]"), NOTHING)).isEqualTo(parse("float[N,3]"));
    }

    @Test
    void otherTypesThanTensorsAreKept() {
        assertThat(DeclaredTypes.merge(NOTHING, SEQUENCE)).isEqualTo(SEQUENCE);
        assertThat(DeclaredTypes.merge(SEQUENCE, parse("float[3]"))).isEqualTo(SEQUENCE);
        assertThat(DeclaredTypes.merge(parse("float[3]"), SEQUENCE)).isEqualTo(parse("float[3]"));
        assertThat(DeclaredTypes.contradict(SEQUENCE, parse("float[3]"))).isFalse();
    }

    @Test
    void numbersRanksAndTypesContradict() {
        assertThat(DeclaredTypes.contradict(parse("float[N,3]"), parse("float[5,3]")))
                .isFalse();
        assertThat(DeclaredTypes.contradict(parse("float[2,3]"), parse("float[5,3]")))
                .isTrue();
        assertThat(DeclaredTypes.contradict(parse("float[2,3]"), parse("float[2]")))
                .isTrue();
        assertThat(DeclaredTypes.contradict(parse("float[2,3]"), parse("int8[2,3]")))
                .isTrue();
        assertThat(DeclaredTypes.contradict(parse("float[2,3]"), NOTHING)).isFalse();
    }
}
