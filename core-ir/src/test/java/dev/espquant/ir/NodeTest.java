package dev.espquant.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final Node CONV = Node.of(
            "conv",
            "Conv",
            List.of("x", "w", ""),
            List.of("y"),
            Graphs.attributes("group", 2, "auto_pad", "VALID", "alpha", 0.5, "pads", new long[] {1, 2}));

    @Test
    void optionalInputsThatAreLeftOut() {
        assertThat(CONV.input(1)).contains("w");
        assertThat(CONV.input(2)).isEmpty();
        assertThat(CONV.input(3)).isEmpty();
        assertThat(CONV.output()).isEqualTo("y");
    }

    @Test
    void attributesOrTheirDefaults() {
        assertThat(CONV.intAttribute("group", 1)).isEqualTo(2);
        assertThat(CONV.intAttribute("other", 7)).isEqualTo(7);
        assertThat(CONV.floatAttribute("alpha", 0)).isEqualTo(0.5f);
        assertThat(CONV.floatAttribute("other", 7)).isEqualTo(7);
        assertThat(CONV.textAttribute("auto_pad", "NOTSET")).isEqualTo("VALID");
        assertThat(CONV.textAttribute("other", "x")).isEqualTo("x");
        assertThat(CONV.intsAttribute("pads"))
                .hasValueSatisfying(p -> assertThat(p).containsExactly(1, 2));
        assertThat(CONV.intsAttribute("other")).isEmpty();
    }

    @Test
    void anAttributeOfAnotherKindIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> CONV.intAttribute("pads", 0))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("node 'conv' (Conv)")
                .hasMessageContaining("'pads' must be an integer");
        assertThatThrownBy(() -> CONV.floatAttribute("group", 0)).isInstanceOf(GraphException.class);
        assertThatThrownBy(() -> CONV.textAttribute("group", "")).isInstanceOf(GraphException.class);
        assertThatThrownBy(() -> CONV.intsAttribute("group")).isInstanceOf(GraphException.class);
    }

    @Test
    void onlyTheStandardDomainHasStandardOperators() {
        Node foreign =
                new Node("n", "Conv", "com.acme", CONV.inputs(), CONV.outputs(), CONV.attributes(), "", Opaque.empty());
        assertThat(CONV.is("Conv")).isTrue();
        assertThat(CONV.is("Relu")).isFalse();
        assertThat(foreign.is("Conv")).isFalse();
    }

    @Test
    void copiesChangeOneThing() {
        assertThat(CONV.withName("c").name()).isEqualTo("c");
        assertThat(CONV.withName("c").withName("conv")).isEqualTo(CONV);
        assertThat(CONV.withInputs(List.of("a")).inputs()).containsExactly("a");
        assertThat(CONV.withOutputs(List.of("b")).outputs()).containsExactly("b");
        Node grouped = CONV.withAttribute("group", Attribute.of(4)).withAttribute("new", Attribute.of(1));
        assertThat(grouped.intAttribute("group", 0)).isEqualTo(4);
        assertThat(grouped.attributes()).hasSize(5);
        assertThat(CONV.intAttribute("group", 0)).isEqualTo(2);
    }
}
