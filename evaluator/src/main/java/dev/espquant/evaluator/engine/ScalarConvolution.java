package dev.espquant.evaluator.engine;

import java.util.List;

/** The specification of every layer with weights: sum by sum, product by product, as {@link Accumulator} and {@link Epilogue} say. */
public final class ScalarConvolution implements LayerKernel {
    private final ConvLayer layer;

    public ScalarConvolution(ConvLayer layer) {
        this.layer = layer;
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        long saturated = 0;
        ConvGeometry geometry = layer.geometry();
        for (int image = 0; image < images; image++) {
            for (int position = 0; position < geometry.positions(); position++) {
                for (int channel = 0; channel < geometry.outChannels(); channel++) {
                    saturated += output(inputs.get(0), output, image, position, channel);
                }
            }
        }
        return saturated;
    }

    /** Computes one output integer; 1 if its sum saturated. */
    int output(QuantizedBuffer input, QuantizedBuffer output, int image, int position, int channel) {
        ConvGeometry geometry = layer.geometry();
        Sum sum = new Sum(layer.accumulator(), channel);
        add(input, image * geometry.inElements(), position, channel, sum);
        int index = (image * geometry.positions() + position) * geometry.outChannels() + channel;
        output.set(index, layer.epilogue().apply(sum.result(), channel));
        return sum.saturated() ? 1 : 0;
    }

    private void add(QuantizedBuffer input, int from, int position, int channel, Sum sum) {
        ConvGeometry geometry = layer.geometry();
        KernelWindow window = geometry.window();
        int first = channel / geometry.outPerGroup() * geometry.inPerGroup();
        for (int row = 0; row < window.height(); row++) {
            int y = window.inputRow(position / geometry.outWidth(), row);
            for (int column = 0; column < window.width(); column++) {
                int x = window.inputColumn(position % geometry.outWidth(), column);
                if (y >= 0 && y < geometry.inHeight() && x >= 0 && x < geometry.inWidth()) {
                    int base = from + (y * geometry.inWidth() + x) * geometry.inChannels() + first;
                    for (int in = 0; in < geometry.inPerGroup(); in++) {
                        sum.add((long) input.get(base + in) * layer.weight(channel, row, column, in));
                    }
                }
            }
        }
    }

    /** One lane at work. */
    private static final class Sum {
        private final Lane lane;
        private final boolean eachStep;
        private long value;
        private boolean left;

        Sum(Accumulator accumulator, int channel) {
            this.lane = accumulator.lane(channel);
            this.eachStep = accumulator.saturation() == Accumulator.Saturation.EACH_STEP;
            this.value = accumulator.bias(channel);
            cut(eachStep);
        }

        void add(long product) {
            value += product;
            cut(eachStep);
        }

        long result() {
            cut(true);
            return value;
        }

        boolean saturated() {
            return left;
        }

        private void cut(boolean now) {
            if (now && lane.overflows(value)) {
                left = true;
                value = lane.saturate(value);
            }
        }
    }
}
