package dev.espquant.lowering;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationParameters;
import dev.espquant.quant.QuantizedTensor;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.espdl3.EspDl3;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GRU and LSTM: matrices plain, in ONNX's order of gates, integers of the node's width; biases 16 bits at the exponent of the gates. The runtime
 * writes every output, so those that the model leaves out get names; initial states of zeros are left out.
 */
final class RecurrentTranslator {
    private RecurrentTranslator() {}

    static void translate(NodeContext context) {
        Node node = context.node();
        List<String> inputs = new ArrayList<>();
        inputs.add(node.inputs().get(0));
        inputs.add(matrix(context, 1));
        inputs.add(matrix(context, 2));
        node.input(3).ifPresent(bias -> inputs.add(bias(context, bias)));
        List<String> outputs = outputs(context);
        context.draft().node(Node.of(node.name(), node.opType(), inputs, outputs, attributes(context)));
    }

    private static Map<String, Attribute> attributes(NodeContext context) {
        Node node = context.node();
        Map<String, Attribute> attributes = context.attributes();
        attributes.put("direction", Attribute.of(node.textAttribute("direction", "forward")));
        attributes.put("gate_exponent", Attribute.of(EspDl3.GATE_EXPONENT));
        attributes.put("hidden_size", Attribute.of(recurrent(context).size(2)));
        attributes.put("layout", Attribute.of(0));
        if (node.is("GRU")) {
            attributes.put("linear_before_reset", Attribute.of(1));
        }
        return attributes;
    }

    private static String matrix(NodeContext context, int input) {
        String name = context.node().inputs().get(input);
        QuantizedTensor matrix = context.quantizedConstant(name);
        return context.draft()
                .constant(name, matrix.integers(), matrix.parameters().exponents());
    }

    private static String bias(NodeContext context, String name) {
        QuantizedTensor bias = Quantizer.quantize(
                context.graph().initializer(name).orElseThrow(),
                QuantizationParameters.perTensor(BitWidth.INT16, EspDl3.GATE_EXPONENT),
                context.arithmetic().shiftRounding());
        return context.draft().constant(name, bias.integers(), ImmutableIntArray.of(EspDl3.GATE_EXPONENT));
    }

    private static Tensor recurrent(NodeContext context) {
        return context.constantInput(2).orElseThrow();
    }

    /** All outputs that the runtime writes: the sequence, the last state, an LSTM's last cell. */
    private static List<String> outputs(NodeContext context) {
        Node node = context.node();
        int count = node.is("LSTM") ? 3 : 2;
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = i < node.outputs().size() ? node.outputs().get(i) : "";
            outputs.add(name.isEmpty() ? unread(context, i) : name);
            if (!name.isEmpty()) {
                context.draft().value(name, context.declared(name));
            }
        }
        return outputs;
    }

    /** A name for an output that the model leaves out. */
    private static String unread(NodeContext context, int output) {
        String name = context.draft().freeValue(context.node().name() + (output == 1 ? "_state" : "_cell"));
        Tensor recurrent = recurrent(context);
        ImmutableLongArray sizes = ImmutableLongArray.of(recurrent.size(0), 1, recurrent.size(2));
        DraftValue sequence = context.declared(context.node().output());
        context.draft()
                .value(
                        name,
                        output == 1
                                ? DraftValue.of(sequence.type(), sequence.exponent(), sizes)
                                : DraftValue.of(DataType.INT16, EspDl3.GATE_EXPONENT, sizes));
        return name;
    }
}
