package dev.espquant.evaluator.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;

/**
 * How an output integer is made of a finished sum: the stages in order, the last of which gives integers of the output's width. A description, not a
 * generation: ESP-DL 1.x per tensor is one stage with a bias; per channel two (to the 16 bits of the bias, then to the output); ESP-DL 3.x one
 * without bias, since that lies in the {@link Accumulator}.
 */
public record Epilogue(ImmutableList<Stage> stages, BitWidth output) {
    public Epilogue {
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("an epilogue has at least one stage");
        }
    }

    /** One shift for all channels and saturation to the output's width. */
    public static Epilogue shift(int exponent, RoundingMode rounding, BitWidth output) {
        return new Epilogue(ImmutableList.of(Stage.of(exponent, rounding, output.min(), output.max())), output);
    }

    /** The same with a bias behind the shift of the first stage. */
    public Epilogue withBias(long... bias) {
        ImmutableList.Builder<Stage> changed = ImmutableList.builder();
        changed.add(stages.get(0).withBias(ImmutableLongArray.copyOf(bias)));
        return new Epilogue(changed.addAll(stages.subList(1, stages.size())).build(), output);
    }

    /** The same with outputs cut to a range: a fused Relu ({@code 0, max}) or Clip. */
    public Epilogue clamped(int low, int high) {
        ImmutableList.Builder<Stage> changed = ImmutableList.builder();
        changed.addAll(stages.subList(0, stages.size() - 1));
        return new Epilogue(changed.add(last().clamped(low, high)).build(), output);
    }

    /** The output integer of a sum that has been saturated to its lane. */
    public int apply(long sum, int channel) {
        long value = sum;
        for (int i = 0; i < stages.size(); i++) {
            value = stages.get(i).apply(value, channel);
        }
        return (int) value;
    }

    private Stage last() {
        return stages.get(stages.size() - 1);
    }
}
