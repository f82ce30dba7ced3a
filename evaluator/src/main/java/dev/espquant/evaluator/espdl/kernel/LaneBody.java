package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.target.espdl3.Accumulator;
import dev.espquant.target.espdl3.Accumulator.Overflow;
import java.util.Arrays;

/**
 * Layers whose registers are, or may be taken for, ints: all output channels of a position side by side, as a vector unit does it, each lane cut after
 * every product. The loops over channels are such that the compiler makes vector instructions of them.
 */
final class LaneBody implements LayerBody {
    private final LayerShape shape;
    private final LayerRule rule;
    private final int[] weights;
    private final int[] start;
    private final int[] least;
    private final int[] most;

    private LaneBody(LayerShape shape, LayerRule rule, Weights plain) {
        int outputs = rule.outputs();
        this.shape = shape;
        this.rule = rule;
        this.weights = new int[plain.values().length];
        this.start = new int[outputs];
        this.least = new int[outputs];
        this.most = new int[outputs];
        for (int n = 0; n < outputs; n++) {
            for (int i = 0; i < plain.length(); i++) {
                weights[i * outputs + n] = plain.values()[n * plain.length() + i];
            }
            Accumulator register = rule.register(n);
            boolean narrow = register.bits() < Integer.SIZE;
            least[n] = narrow ? (int) register.min() : Integer.MIN_VALUE;
            most[n] = narrow ? (int) register.max() : Integer.MAX_VALUE;
            start[n] = (int) rule.bias(n);
        }
    }

    /** Whether ints hold everything: a register saturates within 31 bits, or no sum leaves an int. */
    static boolean covers(LayerRule rule, Weights weights) {
        for (int n = 0; n < rule.outputs(); n++) {
            Accumulator register = rule.register(n);
            long bound = weights.bound(n, rule.bits()) + Math.abs(rule.bias(n));
            boolean fits = bound <= Integer.MAX_VALUE && register.holds(bound) && register.holds(-bound);
            boolean narrow = register.bits() < Integer.SIZE - 1
                    && register.overflow() == Overflow.SATURATES
                    && register.holds(rule.bias(n))
                    && rule.bits().bits() == Byte.SIZE;
            if (!fits && !narrow) {
                return false;
            }
        }
        return true;
    }

    static LaneBody of(LayerShape shape, LayerRule rule, Weights weights) {
        return new LaneBody(shape, rule, weights);
    }

    @Override
    public void compute(NodeRun run, int first, int images) {
        int outputs = rule.outputs();
        int positions = shape.geometry().positions();
        int[] pixels = new int[shape.taps()];
        int[] sums = new int[outputs];
        int[] lost = new int[outputs];
        int[] x = new int[shape.geometry().inChannels()];
        int at = first * shape.geometry().outElements();
        for (int image = first; image < first + images; image++) {
            for (int position = 0; position < positions; position++) {
                shape.pixels(image, position, pixels);
                System.arraycopy(start, 0, sums, 0, outputs);
                Arrays.fill(lost, 0);
                taps(run.input(0), pixels, x, sums, lost);
                store(run, sums, lost, at);
                at += outputs;
            }
        }
    }

    private void taps(EspdlArray input, int[] pixels, int[] x, int[] sums, int[] lost) {
        int channels = x.length;
        int perTap = shape.depthwise() ? sums.length : channels * sums.length;
        for (int tap = 0; tap < pixels.length; tap++) {
            if (pixels[tap] < 0) {
                continue;
            }
            input.toInts(pixels[tap], x, channels);
            if (shape.depthwise()) {
                each(x, tap * perTap, sums, lost);
            } else {
                for (int c = 0; c < channels; c++) {
                    all(x[c], tap * perTap + c * sums.length, sums, lost);
                }
            }
        }
    }

    /** One input element for all output channels. */
    private void all(int x, int offset, int[] sums, int[] lost) {
        for (int n = 0; n < sums.length; n++) {
            int sum = sums[n] + x * weights[offset + n];
            int cut = Math.max(least[n], Math.min(most[n], sum));
            lost[n] |= sum ^ cut;
            sums[n] = cut;
        }
    }

    /** An input element for each output channel. */
    private void each(int[] x, int offset, int[] sums, int[] lost) {
        for (int n = 0; n < sums.length; n++) {
            int sum = sums[n] + x[n] * weights[offset + n];
            int cut = Math.max(least[n], Math.min(most[n], sum));
            lost[n] |= sum ^ cut;
            sums[n] = cut;
        }
    }

    private void store(NodeRun run, int[] sums, int[] lost, int at) {
        EspdlArray output = run.output(0);
        int overflows = 0;
        for (int n = 0; n < sums.length; n++) {
            overflows += lost[n] == 0 ? 0 : 1;
            output.put(at + n, rule.result(sums[n], n));
        }
        run.countOverflows(overflows);
    }
}
