package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.GraphException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EspdlFileTest {
    private static final EspdlFile PACK = new EspdlFile(
            Optional.of(EspdlPack.Kind.PDL2),
            "",
            ImmutableList.of(entry("a", EspdlModels.small()), entry("b", EspdlModels.rich())));

    @Test
    void aFileOfOneModelHasIt() {
        EspdlFile file = new EspdlFile(Optional.empty(), "", ImmutableList.of(entry("", EspdlModels.small())));
        assertThat(file.onlyModel()).isEqualTo(EspdlModels.small());
    }

    @Test
    void aPackNamesItsModels() {
        assertThat(PACK.model("b")).isEqualTo(EspdlModels.rich());
        assertThatThrownBy(PACK::onlyModel)
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("it is a pack of 2 models: a, b");
        assertThatThrownBy(() -> PACK.model("c"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("no model 'c' in it. Fix: it holds a, b");
    }

    private static EspdlFile.Entry entry(String name, EspdlModel model) {
        return new EspdlFile.Entry(name, EspdlContainer.EDL2, false, 0, model);
    }
}
