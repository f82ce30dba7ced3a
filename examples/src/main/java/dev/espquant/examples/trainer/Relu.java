package dev.espquant.examples.trainer;

/** ONNX {@code Relu}: max(x, 0). */
final class Relu implements Layer {
    private final String name;
    private Activations output = Activations.zeros(0, 0, 0, 0);

    Relu(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String opType() {
        return "Relu";
    }

    @Override
    public Activations forward(Activations in, Mode mode) {
        output = in.zerosLike();
        for (int p = 0; p < in.planes().length; p++) {
            double[] x = in.planes()[p];
            double[] y = output.planes()[p];
            for (int i = 0; i < x.length; i++) {
                y[i] = Math.max(x[i], 0);
            }
        }
        return output;
    }

    @Override
    public Activations backward(Activations outputGradient) {
        Activations inputGradient = outputGradient.zerosLike();
        for (int p = 0; p < output.planes().length; p++) {
            double[] y = output.planes()[p];
            double[] dx = inputGradient.planes()[p];
            double[] dy = outputGradient.planes()[p];
            for (int i = 0; i < y.length; i++) {
                dx[i] = y[i] > 0 ? dy[i] : 0;
            }
        }
        return inputGradient;
    }
}
