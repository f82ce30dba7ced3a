package dev.espquant.examples.trainer;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import java.util.Map;

/** ONNX {@code Flatten} from axis 1: [N, C, H, W] becomes [N, C * H * W], here kept as [N, 1, 1, C * H * W]. */
final class Flatten implements Layer {
    private final String name;
    private Activations input = Activations.zeros(0, 0, 0, 0);

    Flatten(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String opType() {
        return "Flatten";
    }

    @Override
    public Map<String, Attribute> attributes() {
        return ImmutableMap.of("axis", Attribute.of(1));
    }

    @Override
    public Activations forward(Activations in, Mode mode) {
        input = in;
        Activations out = Activations.zeros(in.count(), 1, 1, in.channels() * in.area());
        for (int image = 0; image < in.count(); image++) {
            for (int c = 0; c < in.channels(); c++) {
                System.arraycopy(in.plane(image, c), 0, out.plane(image, 0), c * in.area(), in.area());
            }
        }
        return out;
    }

    @Override
    public Activations backward(Activations outputGradient) {
        Activations inputGradient = input.zerosLike();
        int area = input.area();
        for (int image = 0; image < input.count(); image++) {
            for (int c = 0; c < input.channels(); c++) {
                System.arraycopy(outputGradient.plane(image, 0), c * area, inputGradient.plane(image, c), 0, area);
            }
        }
        return inputGradient;
    }
}
