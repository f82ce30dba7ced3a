package dev.espquant.lowering;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.espdl.EspdlModel;

/**
 * What the runtime gets.
 *
 * @param model the graph in the runtime's operators, layouts and integers
 * @param values by name of the values that the ONNX model has too: type, exponent and layout. Values that a fused operator keeps to itself are
 *     missing
 */
public record LoweredModel(EspdlModel model, ImmutableMap<String, DraftValue> values) {

    /** What is known of a value; {@link IllegalArgumentException} if the runtime does not have it. */
    public DraftValue value(String name) {
        DraftValue value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the runtime has no value '" + name + "'");
        }
        return value;
    }

    /** A tensor with the sizes and order of ONNX as it lies in the runtime's memory. */
    public Tensor toRuntime(String name, Tensor onnx) {
        return TensorTranspose.of(onnx, value(name).layout());
    }

    /** A tensor as it lies in the runtime's memory with the sizes and order of ONNX. */
    public Tensor toOnnx(String name, Tensor runtime) {
        return TensorTranspose.of(runtime, value(name).layout().inverse());
    }
}
