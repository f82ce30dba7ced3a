package dev.espquant.evaluator.engine;

/** The specification of {@link PlaneRequantizer}. */
final class ScalarPlaneRequantizer implements PlaneRequantizer {
    private final PlaneRule planes;

    ScalarPlaneRequantizer(PlaneRule planes) {
        this.planes = planes;
    }

    @Override
    public long run(int[] products, int rows, QuantizedBuffer output, int from) {
        SumRule rule = planes.rule();
        int channels = rule.channels();
        int lower = 2 * rows * channels;
        long saturated = 0;
        for (int row = 0; row < rows; row++) {
            for (int channel = 0; channel < channels; channel++) {
                int at = row * 2 * channels + channel;
                long middle = (long) products[at + channels] + products[lower + at];
                long joined = ((long) products[at] << 16) + (middle << 8) + products[lower + at + channels];
                long sum = planes.sign(channel) * joined + planes.constant(channel);
                Lane lane = rule.accumulator().lane(channel);
                saturated += lane.overflows(sum) ? 1 : 0;
                int result = rule.epilogue().apply(lane.saturate(sum), channel);
                output.set(from + row * channels + channel, result);
            }
        }
        return saturated;
    }
}
