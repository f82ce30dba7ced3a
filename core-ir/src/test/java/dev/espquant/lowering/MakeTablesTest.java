package dev.espquant.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import dev.espquant.quant.TableEntry;
import dev.espquant.testing.Graphs;
import org.junit.jupiter.api.Test;

class MakeTablesTest {

    @Test
    void entriesAreRoundedAndSaturated() {
        Tensor half = MakeTables.table(x -> x / 2, 0, 0, BitWidth.INT8, 1, RoundingMode.HALF_UP);
        assertThat(half.toLongs()).hasSize(256).startsWith(-64, -63, -63).endsWith(63, 63, 64);
        Tensor even = MakeTables.table(x -> x / 2, 0, 0, BitWidth.INT8, 1, RoundingMode.HALF_EVEN);
        assertThat(even.toLongs()).startsWith(-64, -64, -63);
        Tensor poles = MakeTables.table(x -> 1 / x, 0, 0, BitWidth.INT8, 1, RoundingMode.HALF_UP);
        assertThat(poles.toLongs()[128]).isEqualTo(127);
    }

    @Test
    void tablesOf16BitsHaveAnEntryAtBothEnds() {
        Tensor table = MakeTables.table(x -> x, 0, 0, BitWidth.INT16, 256, RoundingMode.HALF_UP);
        assertThat(table.toLongs()).hasSize(257).startsWith(-32768).endsWith(32767);
    }

    @Test
    void functionsWithoutAModuleBecomeTheOperatorOfTables() {
        EspdlGraph graph = lowered("Mish", TableEntry.of(-4)).graph();
        Node node = graph.nodes().get(0);
        assertThat(node.opType()).isEqualTo("LUT");
        assertThat(node.textAttribute("original_op_type", "")).isEqualTo("Mish");
        assertThat(graph.initializers().get(0).name()).isEqualTo(node.textAttribute("lut", ""));
    }

    @Test
    void at16BitsTheRuntimeComputesInFloats() {
        TableEntry wide = TableEntry.of(-12).withBits(BitWidth.INT16, BitWidth.INT8);
        assertThat(lowered("Sigmoid", wide).graph().initializers()).isEmpty();
        EspdlGraph graph = lowered("Gelu", wide).graph();
        assertThat(graph.nodes().get(0).intAttribute("int16_lut_step", 0)).isEqualTo(16);
        assertThat(graph.initializers().get(0).elements().elementCount()).isEqualTo(4097);
    }

    private static Lowered lowered(String opType, TableEntry entry) {
        return Lowered.of(Graphs.model("m")
                        .input("x", DataType.FLOAT, 1, 4)
                        .node(opType, "x", "y")
                        .output("y")
                        .build())
                .with("x", entry)
                .with("y", entry);
    }
}
