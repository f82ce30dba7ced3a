package dev.espquant.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final List<String> KNOWN = List.of("minmax", "entropy", "percentile");

    @Test
    void findsTheNearestName() {
        assertThat(Names.nearest("min-max", KNOWN)).contains("minmax");
        assertThat(Names.nearest("ENTROPIE", KNOWN)).contains("entropy");
        assertThat(Names.nearest("kl", KNOWN)).isEmpty();
        assertThat(Names.nearest("x", List.of())).isEmpty();
    }

    @Test
    void tiesGoToTheFirstInTheAlphabet() {
        assertThat(Names.nearest("conv0", List.of("conv2", "conv1"))).contains("conv1");
    }

    @Test
    void advisesInWords() {
        assertThat(Names.suggestion("minmx", KNOWN)).isEqualTo("did you mean 'minmax'?");
        assertThat(Names.suggestion("something else", KNOWN)).isEqualTo("choose one of minmax, entropy, percentile");
        assertThat(Names.suggestion("x", List.of())).isEqualTo("none is installed");
    }

    @Test
    void countsEdits() {
        assertThat(Names.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Names.distance("", "abc")).isEqualTo(3);
        assertThat(Names.distance("abc", "abc")).isZero();
    }

    @Property(tries = 200, seed = "2026")
    void editsAreADistance(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        assertThat(Names.distance(a, b)).isEqualTo(Names.distance(b, a));
        assertThat(Names.distance(a, c)).isLessThanOrEqualTo(Names.distance(a, b) + Names.distance(b, c));
        assertThat(Names.distance(a, b)).isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
    }
}
