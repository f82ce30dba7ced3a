package dev.espquant.quant;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.target.espdl3.EspDl3;
import java.util.Optional;

/**
 * Values of ESP-DL 3.x whose integers are the same in every model, so that nobody measures them: truths, which are 0 or 1 in one byte, and the
 * cell of an LSTM, 16 bits at {@link EspDl3#GATE_EXPONENT}.
 */
public final class FixedIntegers {
    private static final QuantizationParameters TRUTH = QuantizationParameters.perTensor(BitWidth.INT8, 0);
    private static final QuantizationParameters CELL =
            QuantizationParameters.perTensor(BitWidth.INT16, EspDl3.GATE_EXPONENT);
    private static final int CELL_OUTPUT = 2;

    private FixedIntegers() {}

    /**
     * The integers of a value; empty for one that calibration decides about.
     *
     * @param graph its types known
     */
    public static Optional<QuantizationParameters> of(Graph graph, String value) {
        if (isTruth(graph, value)) {
            return Optional.of(TRUTH);
        }
        return graph.producer(value).filter(node -> isCell(node, value)).map(node -> CELL);
    }

    /** Whether a value is true or false. */
    public static boolean isTruth(Graph graph, String value) {
        return graph.tensorType(value)
                .flatMap(TensorType::elementType)
                .filter(type -> type == DataType.BOOL)
                .isPresent();
    }

    private static boolean isCell(Node node, String value) {
        return node.is("LSTM") && node.outputs().indexOf(value) == CELL_OUTPUT;
    }
}
