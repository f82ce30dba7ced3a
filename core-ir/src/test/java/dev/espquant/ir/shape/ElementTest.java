package dev.espquant.ir.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Dimension;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ElementTest {
    @Test
    void productsHaveNames() {
        assertThat(Element.term(8, List.of("W", "H")).toDimension()).isEqualTo(Dimension.named("8*H*W"));
        assertThat(Element.of(Dimension.named("8*H*W"))).isEqualTo(Element.term(8, List.of("H", "W")));
        assertThat(Element.term(1, List.of("N")).toDimension()).isEqualTo(Dimension.named("N"));
        assertThat(Element.term(5, List.of())).isEqualTo(Element.of(5));
        assertThat(Element.term(0, List.of("N"))).isEqualTo(Element.of(0));
    }

    @Test
    void strangeNamesStandForThemselves() {
        for (String name : new String[] {"batch * 2", "*", "2*", "5", "2*5", "N**2", "99999999999999999999*N", " "}) {
            Dimension dimension = Dimension.named(name);
            assertThat(Element.of(dimension).toDimension()).as(name).isEqualTo(dimension);
        }
    }

    @Test
    void noNameSaysMoreThanIsMeant() {
        assertThat(Element.term(2, List.of("5")).toDimension())
                .as("a size named 5 is not the number 5")
                .isEqualTo(Dimension.unknown());
        assertThat(Element.term(-2, List.of("N")).toDimension()).isEqualTo(Dimension.unknown());
        assertThat(Element.unknown().toDimension()).isEqualTo(Dimension.unknown());
        assertThat(new Element.Real(2).toDimension()).isEqualTo(Dimension.unknown());
    }

    @Test
    void longProductsAreGivenUp() {
        assertThat(Element.term(1, Collections.nCopies(Element.MAX_SYMBOLS + 1, "N")))
                .isEqualTo(Element.unknown());
    }

    @Property(seed = "2026")
    void namesAreReadAsTheyAreWritten(@ForAll @LongRange(min = 1) long factor) {
        Element term = Element.term(factor, List.of("N", "M", "N"));
        Dimension name = term.toDimension();
        assertThat(name.equals(Dimension.unknown()) || Element.of(name).equals(term))
                .isTrue();
    }
}
