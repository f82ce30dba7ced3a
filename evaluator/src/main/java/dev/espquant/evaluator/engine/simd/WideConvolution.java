package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Scratch;
import dev.espquant.evaluator.engine.SumRule;
import dev.espquant.quant.BitWidth;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * An int16 layer without groups in double precision, in which products of 16-bit integers and their sums are exact; weights are scaled beforehand, as
 * {@link ScaledRule} says. What an output position looks at lies
 * in one row of doubles; outputs come in tiles of four positions by three vectors of channels or two (or eight by one), whose sums stay in registers from the first
 * product to the last ({@link NarrowProduct} says why so).
 */
final class WideConvolution implements LayerKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    /** Positions of a tile of three vectors of channels, or of two. */
    private static final int ROWS = 4;

    /** Positions of a tile of one. */
    private static final int SINGLE_ROWS = 8;

    /** Doubles of a piece: with its sums and a panel they stay in the second-level cache. */
    private static final int PIECE = 8 << 10;

    /** int16 integers of a band. */
    private static final int BAND = 16 << 10;

    private final ConvGeometry geometry;
    private final int pieceRows;
    private final Bands bands;
    private final WideWeights weights;
    private final ScaledRule rule;

    WideConvolution(ConvLayer layer, SumRule sums) {
        this.geometry = layer.geometry();
        int widest = Math.max(geometry.depth(), geometry.outChannels());
        this.pieceRows = SINGLE_ROWS * Math.max(1, PIECE / SINGLE_ROWS / widest);
        this.bands = new Bands(geometry, BAND);
        this.rule = new ScaledRule(sums);
        this.weights = new WideWeights(layer, rule.scales());
        warmUp();
    }

    /** Has what such layers need compiled. */
    private static void warmUp() {
        int n = DOUBLES.length();
        double[] doubles = new double[3 * WarmUp.VECTORS * n];
        double[] sums = new double[3 * SINGLE_ROWS * n];
        short[] shorts = new short[doubles.length];
        WarmUp.once("wide triples", count -> triple(doubles, 0, 1, count, doubles, 0, sums, 0, n, 2 * n, 3 * n));
        WarmUp.once("wide pairs", count -> pair(doubles, 0, 1, count, doubles, 0, sums, 0, n, 2 * n));
        WarmUp.once("wide singles", count -> single(doubles, 0, 1, count, doubles, 0, sums, 0, n));
        ScaledRule.warmUp();
        WarmUp.once("doubles", count -> WideRows.convert(shorts, 0, doubles, 0, count * n + count));
    }

    /** Whether a layer has no groups and a rule that is covered. */
    static boolean covers(ConvLayer layer, SumRule rule) {
        return layer.input() == BitWidth.INT16 && layer.geometry().groups() == 1 && ScaledRule.covers(rule);
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        double[] left = scratch.doubles(Scratch.Purpose.LEFT, pieceRows * geometry.depth());
        double[] sums = scratch.doubles(Scratch.Purpose.SUMS, pieceRows * geometry.outChannels());
        if (geometry.isPointwise()) {
            pointwise(inputs.get(0).shorts(), output.shorts(), images * geometry.positions(), left, sums);
        } else {
            short[] band = scratch.shorts(Scratch.Purpose.PADDED, bands.length());
            for (int image = 0; image < images; image++) {
                windows(inputs.get(0).shorts(), output.shorts(), image, band, left, sums);
            }
        }
        return 0;
    }

    private void pointwise(short[] input, short[] output, int count, double[] left, double[] sums) {
        int channels = geometry.inChannels();
        for (int first = 0; first < count; first += pieceRows) {
            int piece = Math.min(pieceRows, count - first);
            WideRows.convert(input, first * channels, left, 0, piece * channels);
            piece(left, piece, sums, output, first * geometry.outChannels());
        }
    }

    private void windows(short[] input, short[] output, int image, short[] band, double[] left, double[] sums) {
        for (int y = 0; y < geometry.outHeight(); y += bands.outRows()) {
            WideRows.fill(bands, input, image, y, band);
            int count = Math.min(bands.outRows(), geometry.outHeight() - y) * geometry.outWidth();
            int position = (image * geometry.outHeight() + y) * geometry.outWidth();
            for (int first = 0; first < count; first += pieceRows) {
                int piece = Math.min(pieceRows, count - first);
                WideRows.gather(bands, band, first, piece, left);
                piece(left, piece, sums, output, (position + first) * geometry.outChannels());
            }
        }
    }

    /** The outputs of so many positions. Tiles may reach beyond the last one: what lies there does not matter. */
    private void piece(double[] left, int rows, double[] sums, short[] output, int at) {
        ColumnGroups groups = weights.groups();
        for (int vector = 0; vector < groups.vectors(); vector += groups.size(vector)) {
            int panel = weights.panel(vector);
            switch (groups.size(vector)) {
                case 1 -> singles(left, rows, panel, sums, groups.column(vector));
                case 2 -> pairs(left, rows, panel, sums, groups.column(vector), groups.column(vector + 1));
                default -> triples(left, rows, panel, sums, groups.column(vector), groups.column(vector + 2));
            }
        }
        rule.store(sums, rows, output, at);
    }

    private void singles(double[] left, int rows, int panel, double[] sums, int channel) {
        int depth = geometry.depth();
        int channels = geometry.outChannels();
        for (int row = 0; row < rows; row += SINGLE_ROWS) {
            int to = row * channels + channel;
            single(left, row * depth, depth, depth, weights.panels(), panel, sums, to, channels);
        }
    }

    private void pairs(double[] left, int rows, int panel, double[] sums, int first, int last) {
        int depth = geometry.depth();
        int channels = geometry.outChannels();
        for (int row = 0; row < rows; row += ROWS) {
            int to = row * channels;
            pair(left, row * depth, depth, depth, weights.panels(), panel, sums, to + first, to + last, channels);
        }
    }

    private void triples(double[] left, int rows, int panel, double[] sums, int first, int last) {
        int depth = geometry.depth();
        int channels = geometry.outChannels();
        int second = first + DOUBLES.length();
        for (int row = 0; row < rows; row += ROWS) {
            int to = row * channels;
            triple(
                    left,
                    row * depth,
                    depth,
                    depth,
                    weights.panels(),
                    panel,
                    sums,
                    to + first,
                    to + second,
                    to + last,
                    channels);
        }
    }

    /** Three vectors of the sums of four rows. */
    private static void triple(
            double[] left,
            int from,
            int stride,
            int count,
            double[] panels,
            int panel,
            double[] sums,
            int toA,
            int toB,
            int toC,
            int columns) {
        int x1 = from + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        DoubleVector a0 = DoubleVector.zero(DOUBLES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        DoubleVector c0 = a0;
        DoubleVector c1 = a0;
        DoubleVector c2 = a0;
        DoubleVector c3 = a0;
        for (int k = 0; k < count; k++) {
            int at = panel + 3 * DOUBLES.length() * k;
            DoubleVector wA = DoubleVector.fromArray(DOUBLES, panels, at);
            DoubleVector wB = DoubleVector.fromArray(DOUBLES, panels, at + DOUBLES.length());
            DoubleVector wC = DoubleVector.fromArray(DOUBLES, panels, at + 2 * DOUBLES.length());
            DoubleVector x = DoubleVector.broadcast(DOUBLES, left[from + k]);
            a0 = x.fma(wA, a0);
            b0 = x.fma(wB, b0);
            c0 = x.fma(wC, c0);
            x = DoubleVector.broadcast(DOUBLES, left[x1 + k]);
            a1 = x.fma(wA, a1);
            b1 = x.fma(wB, b1);
            c1 = x.fma(wC, c1);
            x = DoubleVector.broadcast(DOUBLES, left[x2 + k]);
            a2 = x.fma(wA, a2);
            b2 = x.fma(wB, b2);
            c2 = x.fma(wC, c2);
            x = DoubleVector.broadcast(DOUBLES, left[x3 + k]);
            a3 = x.fma(wA, a3);
            b3 = x.fma(wB, b3);
            c3 = x.fma(wC, c3);
        }
        a0.intoArray(sums, toA);
        b0.intoArray(sums, toB);
        c0.intoArray(sums, toC);
        a1.intoArray(sums, toA + columns);
        b1.intoArray(sums, toB + columns);
        c1.intoArray(sums, toC + columns);
        a2.intoArray(sums, toA + 2 * columns);
        b2.intoArray(sums, toB + 2 * columns);
        c2.intoArray(sums, toC + 2 * columns);
        a3.intoArray(sums, toA + 3 * columns);
        b3.intoArray(sums, toB + 3 * columns);
        c3.intoArray(sums, toC + 3 * columns);
    }

    /** Two vectors of the sums of four rows. */
    private static void pair(
            double[] left,
            int from,
            int stride,
            int count,
            double[] panels,
            int panel,
            double[] sums,
            int toA,
            int toB,
            int columns) {
        int x1 = from + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        DoubleVector a0 = DoubleVector.zero(DOUBLES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        for (int k = 0; k < count; k++) {
            int at = panel + 2 * DOUBLES.length() * k;
            DoubleVector wA = DoubleVector.fromArray(DOUBLES, panels, at);
            DoubleVector wB = DoubleVector.fromArray(DOUBLES, panels, at + DOUBLES.length());
            DoubleVector x = DoubleVector.broadcast(DOUBLES, left[from + k]);
            a0 = x.fma(wA, a0);
            b0 = x.fma(wB, b0);
            x = DoubleVector.broadcast(DOUBLES, left[x1 + k]);
            a1 = x.fma(wA, a1);
            b1 = x.fma(wB, b1);
            x = DoubleVector.broadcast(DOUBLES, left[x2 + k]);
            a2 = x.fma(wA, a2);
            b2 = x.fma(wB, b2);
            x = DoubleVector.broadcast(DOUBLES, left[x3 + k]);
            a3 = x.fma(wA, a3);
            b3 = x.fma(wB, b3);
        }
        a0.intoArray(sums, toA);
        b0.intoArray(sums, toB);
        a1.intoArray(sums, toA + columns);
        b1.intoArray(sums, toB + columns);
        a2.intoArray(sums, toA + 2 * columns);
        b2.intoArray(sums, toB + 2 * columns);
        a3.intoArray(sums, toA + 3 * columns);
        b3.intoArray(sums, toB + 3 * columns);
    }

    /** One vector of the sums of eight rows. */
    private static void single(
            double[] left,
            int from,
            int stride,
            int count,
            double[] panels,
            int panel,
            double[] sums,
            int to,
            int columns) {
        int x1 = from + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        int x4 = x3 + stride;
        int x5 = x4 + stride;
        int x6 = x5 + stride;
        int x7 = x6 + stride;
        DoubleVector a0 = DoubleVector.zero(DOUBLES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector a4 = a0;
        DoubleVector a5 = a0;
        DoubleVector a6 = a0;
        DoubleVector a7 = a0;
        for (int k = 0; k < count; k++) {
            DoubleVector w = DoubleVector.fromArray(DOUBLES, panels, panel + DOUBLES.length() * k);
            a0 = w.fma(DoubleVector.broadcast(DOUBLES, left[from + k]), a0);
            a1 = w.fma(DoubleVector.broadcast(DOUBLES, left[x1 + k]), a1);
            a2 = w.fma(DoubleVector.broadcast(DOUBLES, left[x2 + k]), a2);
            a3 = w.fma(DoubleVector.broadcast(DOUBLES, left[x3 + k]), a3);
            a4 = w.fma(DoubleVector.broadcast(DOUBLES, left[x4 + k]), a4);
            a5 = w.fma(DoubleVector.broadcast(DOUBLES, left[x5 + k]), a5);
            a6 = w.fma(DoubleVector.broadcast(DOUBLES, left[x6 + k]), a6);
            a7 = w.fma(DoubleVector.broadcast(DOUBLES, left[x7 + k]), a7);
        }
        a0.intoArray(sums, to);
        a1.intoArray(sums, to + columns);
        a2.intoArray(sums, to + 2 * columns);
        a3.intoArray(sums, to + 3 * columns);
        a4.intoArray(sums, to + 4 * columns);
        a5.intoArray(sums, to + 5 * columns);
        a6.intoArray(sums, to + 6 * columns);
        a7.intoArray(sums, to + 7 * columns);
    }
}
