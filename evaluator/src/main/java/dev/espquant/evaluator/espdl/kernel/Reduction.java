package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.NodeRun;
import dev.espquant.evaluator.espdl.Rounding;
import java.util.Arrays;

/**
 * What a reduction makes of elements. Integer sums are shifted from the exponent of the sum to that of the output; the rest is float32. ESP-DL's
 * portable kernels, which every chip runs; ReduceMean agrees with all suite vectors.
 */
enum Reduction {
    REDUCE_MEAN("ReduceMean") {
        @Override
        void integers(NodeRun run, Elements x, int at) {
            float mean = x.sum(v -> v) * x.scale() / x.length();
            run.storeReal(
                    run.output(0), at, mean * Rounding.power(-run.output(0).exponent()));
        }

        @Override
        float reals(Elements x) {
            return x.sumReals(v -> v) / x.length();
        }
    },
    REDUCE_SUM("ReduceSum") {
        @Override
        void integers(NodeRun run, Elements x, int at) {
            shifted(run, x.sum(v -> v), x.exponent(), at);
        }

        @Override
        float reals(Elements x) {
            return x.sumReals(v -> v);
        }
    },
    REDUCE_L1("ReduceL1") {
        @Override
        void integers(NodeRun run, Elements x, int at) {
            shifted(run, x.sum(Math::abs), x.exponent(), at);
        }

        @Override
        float reals(Elements x) {
            return x.sumReals(Math::abs);
        }
    },
    REDUCE_SUM_SQUARE("ReduceSumSquare") {
        @Override
        void integers(NodeRun run, Elements x, int at) {
            shifted(run, x.sum(v -> v * v), 2 * x.exponent(), at);
        }

        @Override
        float reals(Elements x) {
            return x.sumReals(v -> v * v);
        }
    },
    REDUCE_L2("ReduceL2") {
        @Override
        float reals(Elements x) {
            return Reals.sqrtNewton(x.sum(v -> v * v) * Rounding.power(2 * x.exponent()));
        }
    },
    REDUCE_LOG_SUM("ReduceLogSum") {
        @Override
        float reals(Elements x) {
            return Reals.log(x.array().isReal() ? x.sumReals(v -> v) : x.sum(v -> v) * x.scale());
        }
    },
    REDUCE_LOG_SUM_EXP("ReduceLogSumExp") {
        @Override
        float reals(Elements x) {
            return Reals.log(x.sumReals(Reals::exp));
        }
    },
    REDUCE_PROD("ReduceProd") {
        @Override
        float reals(Elements x) {
            return x.product();
        }
    },
    REDUCE_MAX("ReduceMax") {
        @Override
        void integers(NodeRun run, Elements x, int at) {
            run.output(0).copy(at, x.array(), x.best(1));
        }

        @Override
        float reals(Elements x) {
            return x.array().real(x.best(1));
        }
    },
    REDUCE_MIN("ReduceMin") {
        @Override
        void integers(NodeRun run, Elements x, int at) {
            run.output(0).copy(at, x.array(), x.best(-1));
        }

        @Override
        float reals(Elements x) {
            return x.array().real(x.best(-1));
        }
    };

    private final String opType;

    Reduction(String opType) {
        this.opType = opType;
    }

    String opType() {
        return opType;
    }

    static Reduction of(String opType) {
        return Arrays.stream(values())
                .filter(r -> r.opType.equals(opType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(opType));
    }

    /** Output element {@code at} from {@code length} elements of input 0, found at {@code sources[first]} and on. */
    final void compute(NodeRun run, int[] sources, int first, int length, int at) {
        Elements elements = new Elements(run.input(0), sources, first, length);
        if (run.output(0).isReal()) {
            run.output(0).putReal(at, reals(elements));
        } else {
            integers(run, elements, at);
        }
    }

    /** The real number that the elements' real values make. */
    abstract float reals(Elements x);

    /** Stores the integer that integers make; the real number rounded, unless a reduction knows better. */
    void integers(NodeRun run, Elements x, int at) {
        run.storeReal(
                run.output(0), at, reals(x) * Rounding.power(-run.output(0).exponent()));
    }

    private static void shifted(NodeRun run, long sum, int exponent, int at) {
        EspdlArray output = run.output(0);
        output.putNearest(at, run.rounding().shift(sum, output.exponent() - exponent));
    }

    /** A function of an integer. */
    @FunctionalInterface
    interface OfLong {
        long apply(long x);
    }

    /** A function of a real number. */
    @FunctionalInterface
    interface OfFloat {
        float apply(float x);
    }

    /** The elements that are reduced to one. */
    static final class Elements {
        private final EspdlArray array;
        private final int[] sources;
        private final int first;
        private final int length;

        Elements(EspdlArray array, int[] sources, int first, int length) {
            this.array = array;
            this.sources = sources;
            this.first = first;
            this.length = length;
        }

        EspdlArray array() {
            return array;
        }

        int[] sources() {
            return sources;
        }

        int first() {
            return first;
        }

        int length() {
            return length;
        }

        int exponent() {
            return array.exponent();
        }

        float scale() {
            return Rounding.power(exponent());
        }

        long sum(OfLong function) {
            long sum = 0;
            for (int i = first; i < first + length; i++) {
                sum += function.apply(array.integer(sources[i]));
            }
            return sum;
        }

        float sumReals(OfFloat function) {
            float sum = 0;
            for (int i = first; i < first + length; i++) {
                sum += function.apply(Reals.of(array, sources[i]));
            }
            return sum;
        }

        /** In double precision for int16, in float32 for the others. */
        float product() {
            boolean wide = array.type().bits() == 16;
            double product = 1;
            for (int i = first; i < first + length; i++) {
                double next = product * Reals.of(array, sources[i]);
                product = wide ? next : (float) next;
            }
            return (float) product;
        }

        /** Where the largest element lies; the smallest for a negative sign. */
        int best(int sign) {
            int best = sources[first];
            for (int i = first + 1; i < first + length; i++) {
                if (sign * Float.compare(array.real(sources[i]), array.real(best)) > 0) {
                    best = sources[i];
                }
            }
            return best;
        }
    }
}
