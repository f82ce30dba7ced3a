package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.ByteText;
import java.util.List;
import org.junit.jupiter.api.Test;

class EspdlAttributesTest {
    @Test
    void attributesBecomePlainValues() {
        assertThat(EspdlAttributes.plain(Attribute.of(3))).isEqualTo(3L);
        assertThat(EspdlAttributes.plain(Attribute.of(0.5f))).isEqualTo(0.5f);
        assertThat(EspdlAttributes.plain(Attribute.of("S8"))).isEqualTo("S8");
        assertThat(EspdlAttributes.plain(Attribute.ofInts(1, 2))).isEqualTo(List.of(1L, 2L));
        assertThat(EspdlAttributes.plain(new Attribute.OfFloats(ImmutableList.of(1f))))
                .isEqualTo(List.of(1f));
        assertThat(EspdlAttributes.plain(new Attribute.OfStrings(ImmutableList.of(ByteText.of("a")))))
                .isEqualTo(List.of("a"));
    }
}
