package dev.espquant.exporter.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CppScopeTest {
    @Test
    void keepsNamesThatAreFree() {
        assertThat(new CppScope().assign(List.of(plain("a"), plain("b")))).containsExactly("a", "b");
    }

    @Test
    void numbersLaterComersAndLeavesWantedNamesAlone() {
        assertThat(new CppScope().assign(List.of(plain("a"), plain("a"), plain("a_2"))))
                .containsExactly("a", "a_3", "a_2");
    }

    @Test
    void seesCollisionsOfDerivedIdentifiers() {
        CppScope.Wish variable =
                new CppScope.Wish("get_a", b -> ImmutableSet.of(b + "_filter", "get_" + b + "_filter"));
        CppScope.Wish function = new CppScope.Wish("a", b -> ImmutableSet.of(b + "_filter", "get_" + b + "_filter"));
        assertThat(new CppScope().assign(List.of(variable, function))).containsExactly("get_a", "a_2");
    }

    @Test
    void respectsReservedIdentifiers() {
        CppScope scope = new CppScope();
        scope.reserve("input");
        assertThat(scope.assign("input")).isEqualTo("input_2");
    }

    @Property(seed = "2026")
    void neverHandsOutAnIdentifierTwice(
            @ForAll List<@StringLength(max = 3) @CharRange(from = 'a', to = 'b') String> wanted) {
        Set<String> seen = new HashSet<>();
        for (String base : new CppScope()
                .assign(wanted.stream()
                        .map(w -> new CppScope.Wish(w, b -> ImmutableSet.of(b, b + "b")))
                        .toList())) {
            assertThat(seen.add(base)).isTrue();
            assertThat(seen.add(base + "b")).isTrue();
        }
    }

    private static CppScope.Wish plain(String name) {
        return new CppScope.Wish(name, ImmutableSet::of);
    }
}
