package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.Lane;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Requantizer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.engine.Stage;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.RoundingMode;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Requantization of int32 sums to int8, a vector of channels at a time. The two rules that nearly every layer has (ESP-DL 1.x per tensor: shift,
 * then bias; 3.x: bias, then a shift that rounds half up) are one pass over the sums; all others go through {@link VectorStage} in small blocks.
 */
final class VectorRequantizer implements Requantizer {
    /** Values of at most so many bits cannot leave an int when a bias is added to them. */
    private static final int SAFE_BITS = 30;

    private final SumRule rule;
    private final int run;
    private final int[] sumBias;
    private final int[] bias;
    private final VectorStage[] stages;
    private final boolean onePass;

    VectorRequantizer(SumRule rule) {
        int lanes = VectorBodies.INTS.length();
        this.rule = rule;
        this.run = Patterns.run(rule.channels(), lanes);
        int padded = (run + lanes - 1) / lanes * lanes;
        this.sumBias = Patterns.of(rule.accumulator().bias(), rule.channels(), padded);
        this.bias = Patterns.of(first(rule).bias(), rule.channels(), padded);
        this.stages = rule.epilogue().stages().stream()
                .map(stage -> new VectorStage(stage, rule.channels(), padded))
                .toArray(VectorStage[]::new);
        this.onePass = isOnePass(rule);
        warmUp(lanes);
    }

    /** Has what this rule needs compiled. */
    private void warmUp(int lanes) {
        int[] values = new int[WarmUp.VECTORS * lanes];
        byte[] bytes = new byte[values.length];
        WarmUp.once("narrow", count -> narrow(values, count * lanes, bytes));
        if (onePass && first(rule).rounding() == RoundingMode.FLOOR) {
            WarmUp.once("floor", count -> floor(values, 0, count * lanes, 1, values, -1, 1, bytes, 0));
        } else if (onePass) {
            WarmUp.once("half up", count -> halfUp(values, 0, count * lanes, 1, values, -1, 1, bytes, 0));
        }
        if (!rule.accumulator().bias().isEmpty()) {
            WarmUp.once("bias", count -> addBias(values, 0, Math.min(sumBias.length, count * lanes + count)));
        }
        if (!rule.isProven()) {
            WarmUp.once("magnitudes", count -> magnitudes(values, count * lanes));
        }
    }

    /** Whether int32 holds everything that the rule meets. */
    static boolean covers(SumRule rule) {
        return rule.epilogue().output() == BitWidth.INT8
                && rule.sumBits() <= 32
                && rule.accumulator().bias().stream().allMatch(b -> b == (int) b)
                && rule.epilogue().stages().stream().allMatch(VectorStage::covers);
    }

    private static boolean isOnePass(SumRule rule) {
        Stage stage = first(rule);
        int least = stage.rounding() == RoundingMode.HALF_UP ? 1 : 0;
        return rule.epilogue().stages().size() == 1
                && (stage.rounding() == RoundingMode.FLOOR || stage.rounding() == RoundingMode.HALF_UP)
                && stage.exponents().length() == 1
                && -stage.exponents().get(0) >= least
                && stage.low().length() == 1
                && stage.high().length() == 1
                && Math.min(rule.sumBits(), rule.widestLane()) <= SAFE_BITS;
    }

    private static Stage first(SumRule rule) {
        return rule.epilogue().stages().get(0);
    }

    @Override
    public long run(int[] sums, int rows, QuantizedBuffer output, int from, Scratch scratch) {
        int count = rows * rule.channels();
        if (!rule.accumulator().bias().isEmpty()) {
            for (int at = 0; at < count; at += run) {
                addBias(sums, at, Math.min(run, count - at));
            }
        }
        long saturated = rule.isProven() || withinLanes(sums, count) ? 0 : saturate(sums, count);
        for (int at = 0; at < count; at += run) {
            int length = Math.min(run, count - at);
            if (onePass && length % VectorBodies.INTS.length() == 0) {
                pass(sums, at, length, output.bytes(), from + at);
            } else {
                block(sums, at, length, output.bytes(), from + at, scratch);
            }
        }
        return saturated;
    }

    private void addBias(int[] sums, int at, int length) {
        int i = 0;
        for (; i <= length - VectorBodies.INTS.length(); i += VectorBodies.INTS.length()) {
            vector(sums, at + i).add(vector(sumBias, i)).intoArray(sums, at + i);
        }
        for (; i < length; i++) {
            sums[at + i] += sumBias[i];
        }
    }

    /** Whether all sums fit the narrowest lane: no bit above it differs from the sign. */
    private boolean withinLanes(int[] sums, int count) {
        int whole = VectorBodies.INTS.loopBound(count);
        int bits = magnitudes(sums, whole);
        for (int i = whole; i < count; i++) {
            bits |= sums[i] ^ (sums[i] >> 31);
        }
        return bits <= Lane.ofBits(rule.narrowestLane()).max();
    }

    /** All bits that differ from the sign in any sum. */
    private static int magnitudes(int[] sums, int whole) {
        IntVector bits = IntVector.zero(VectorBodies.INTS);
        for (int i = 0; i < whole; i += VectorBodies.INTS.length()) {
            IntVector sum = vector(sums, i);
            bits = sum.lanewise(VectorOperators.XOR, sum.lanewise(VectorOperators.ASHR, 31))
                    .or(bits);
        }
        return Exact.ints(VectorBodies.INTS, bits).reduceLanes(VectorOperators.OR);
    }

    private long saturate(int[] sums, int count) {
        long saturated = 0;
        for (int channel = 0; channel < rule.channels(); channel++) {
            Lane lane = rule.accumulator().lane(channel);
            for (int i = channel; i < count; i += rule.channels()) {
                if (lane.overflows(sums[i])) {
                    sums[i] = (int) lane.saturate(sums[i]);
                    saturated++;
                }
            }
        }
        return saturated;
    }

    private void pass(int[] sums, int at, int length, byte[] output, int to) {
        Stage stage = first(rule);
        int shift = -stage.exponents().get(0);
        if (stage.rounding() == RoundingMode.FLOOR) {
            floor(
                    sums,
                    at,
                    length,
                    shift,
                    bias,
                    stage.low().get(0),
                    stage.high().get(0),
                    output,
                    to);
        } else {
            halfUp(
                    sums,
                    at,
                    length,
                    shift - 1,
                    bias,
                    stage.low().get(0),
                    stage.high().get(0),
                    output,
                    to);
        }
    }

    private static void floor(
            int[] sums, int at, int length, int shift, int[] bias, int low, int high, byte[] output, int to) {
        for (int i = 0; i < length; i += VectorBodies.INTS.length()) {
            IntVector value = vector(sums, at + i)
                    .lanewise(VectorOperators.ASHR, shift)
                    .add(vector(bias, i))
                    .max(low)
                    .min(high);
            narrow(value).intoArray(output, to + i);
        }
    }

    /** {@code ((v >> (s - 1)) + 1) >> 1}: half up without a bit more than the sum has. */
    private static void halfUp(
            int[] sums, int at, int length, int shift, int[] bias, int low, int high, byte[] output, int to) {
        for (int i = 0; i < length; i += VectorBodies.INTS.length()) {
            IntVector value = vector(sums, at + i)
                    .lanewise(VectorOperators.ASHR, shift)
                    .add(1)
                    .lanewise(VectorOperators.ASHR, 1)
                    .add(vector(bias, i))
                    .max(low)
                    .min(high);
            narrow(value).intoArray(output, to + i);
        }
    }

    /** Any rule, any length up to a run: in memory of its own, whose last lanes are without meaning. */
    private void block(int[] sums, int at, int length, byte[] output, int to, Scratch scratch) {
        int lanes = VectorBodies.INTS.length();
        int whole = (length + lanes - 1) / lanes * lanes;
        int[] values = scratch.ints(Scratch.Purpose.BLOCK, whole);
        byte[] bytes = scratch.bytes(Scratch.Purpose.BLOCK, whole);
        System.arraycopy(sums, at, values, 0, length);
        for (VectorStage stage : stages) {
            stage.apply(values, whole);
        }
        narrow(values, whole, bytes);
        System.arraycopy(bytes, 0, output, to, length);
    }

    private static void narrow(int[] values, int whole, byte[] bytes) {
        for (int i = 0; i < whole; i += VectorBodies.INTS.length()) {
            narrow(vector(values, i)).intoArray(bytes, i);
        }
    }

    private static ByteVector narrow(IntVector value) {
        return Exact.bytes(VectorBodies.QUARTER, value.convertShape(VectorOperators.I2B, VectorBodies.QUARTER, 0));
    }

    private static IntVector vector(int[] values, int index) {
        return Exact.ints(VectorBodies.INTS, values, index);
    }
}
