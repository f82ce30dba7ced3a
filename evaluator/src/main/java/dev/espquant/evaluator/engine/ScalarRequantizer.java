package dev.espquant.evaluator.engine;

/** The specification of requantization: {@link Epilogue#apply} of every sum. */
public final class ScalarRequantizer implements Requantizer {
    private final SumRule rule;

    public ScalarRequantizer(SumRule rule) {
        this.rule = rule;
    }

    @Override
    public long run(int[] sums, int rows, QuantizedBuffer output, int from, Scratch scratch) {
        long saturated = 0;
        for (int channel = 0; channel < rule.channels(); channel++) {
            Lane lane = rule.accumulator().lane(channel);
            long bias = rule.accumulator().bias(channel);
            for (int i = channel; i < rows * rule.channels(); i += rule.channels()) {
                long sum = sums[i] + bias;
                saturated += lane.overflows(sum) ? 1 : 0;
                output.set(from + i, rule.epilogue().apply(lane.saturate(sum), channel));
            }
        }
        return saturated;
    }
}
