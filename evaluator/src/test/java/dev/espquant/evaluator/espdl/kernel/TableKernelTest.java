package dev.espquant.evaluator.espdl.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.evaluator.espdl.EspdlNodeTester;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import org.junit.jupiter.api.Test;

class TableKernelTest {

    @Test
    void withoutATableThereIsNoResult() {
        EspdlNodeTester gelu = EspdlNodeTester.of("Gelu")
                .input(DataType.INT8, 0, new int[] {1}, 1)
                .output(DataType.INT8, 0, 1);
        assertThatThrownBy(gelu::run).isInstanceOf(GraphException.class).hasMessageContaining("no table");
        assertThatThrownBy(() -> gelu.attribute("lut", Attribute.of("ghost")).run())
                .hasMessageContaining("'ghost' is not in the file");
    }
}
