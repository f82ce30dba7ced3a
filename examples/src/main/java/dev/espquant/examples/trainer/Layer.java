package dev.espquant.examples.trainer;

import dev.espquant.ir.Attribute;
import java.util.List;
import java.util.Map;

/**
 * An ONNX operator that can learn.
 *
 * <p>A layer keeps from its last forward pass what its backward pass needs: call {@link #backward} once after each {@link
 * #forward} in {@link Mode#TRAINING}, and use a layer from one thread only.
 */
interface Layer {
    /** The layer's name in the model, for example {@code conv1}. */
    String name();

    /** The ONNX operator (opset 13) that the layer is, such as {@code Conv}. */
    String opType();

    /** The attributes of that operator. */
    default Map<String, Attribute> attributes() {
        return Map.of();
    }

    /** The output for a batch. */
    Activations forward(Activations input, Mode mode);

    /**
     * The gradient of the loss towards the last input, from the gradient towards the last output; adds the gradients towards
     * the layer's own parameters to those.
     */
    Activations backward(Activations outputGradient);

    /** The layer's parameters, in the order of the ONNX operator's inputs. */
    default List<Parameter> parameters() {
        return List.of();
    }
}
