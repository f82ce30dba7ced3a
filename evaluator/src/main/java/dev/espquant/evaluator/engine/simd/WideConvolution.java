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
 * An int16 layer without groups in double precision, in which products of 16-bit integers and their sums are exact. Outputs come in tiles of six
 * positions by two vectors of channels, whose sums stay in registers from the first product to the output integer.
 */
final class WideConvolution implements LayerKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    /** Positions of a tile. */
    private static final int ROWS = 6;

    /** Doubles of a band: with its sums they stay in the second-level cache. */
    private static final int BAND = 6144;

    private final ConvGeometry geometry;
    private final int pieceRows;
    private final WideRows rows;
    private final WideWeights weights;
    private final WideShift rule;

    WideConvolution(ConvLayer layer, SumRule sums) {
        this.geometry = layer.geometry();
        this.pieceRows = pieceRows(geometry);
        this.rows = new WideRows(
                geometry.isPointwise()
                        ? ConvGeometry.product(pieceRows, geometry.inChannels(), geometry.outChannels())
                        : geometry,
                BAND);
        this.weights = new WideWeights(layer);
        this.rule = WideShift.of(layer, sums);
    }

    /** Positions of a 1x1 kernel, which do not depend on each other, in one piece: whole tiles. */
    private static int pieceRows(ConvGeometry geometry) {
        int tiles = BAND / ROWS / Math.max(geometry.inChannels(), geometry.outChannels());
        return ROWS * Math.max(1, tiles);
    }

    /** Whether a layer has no groups and a rule that is covered. */
    static boolean covers(ConvLayer layer, SumRule rule) {
        return layer.input() == BitWidth.INT16 && layer.geometry().groups() == 1 && WideShift.covers(rule);
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        double[] band = scratch.doubles(Scratch.Purpose.PADDED, rows.length());
        double[] sums = scratch.doubles(Scratch.Purpose.SUMS, rows.positions().length * geometry.outChannels());
        if (geometry.isPointwise()) {
            pointwise(inputs.get(0).shorts(), output.shorts(), images * geometry.positions(), band, sums);
        } else {
            short[] padded = scratch.shorts(Scratch.Purpose.PADDED, rows.length());
            for (int image = 0; image < images; image++) {
                windows(inputs.get(0).shorts(), output.shorts(), image, padded, band, sums);
            }
        }
        return 0;
    }

    private void pointwise(short[] input, short[] output, int count, double[] band, double[] sums) {
        int channels = geometry.inChannels();
        for (int first = 0; first < count; first += pieceRows) {
            int piece = Math.min(pieceRows, count - first);
            WideRows.convert(input, first * channels, band, 0, piece * channels);
            band(band, piece, sums, output, first * geometry.outChannels());
        }
    }

    private void windows(short[] input, short[] output, int image, short[] padded, double[] band, double[] sums) {
        int line = geometry.outWidth() * geometry.outChannels();
        for (int y = 0; y < geometry.outHeight(); y += rows.outRows()) {
            rows.fill(input, image, y, padded);
            WideRows.convert(padded, 0, band, 0, rows.length());
            int count = Math.min(rows.outRows(), geometry.outHeight() - y) * geometry.outWidth();
            band(band, count, sums, output, (image * geometry.outHeight() + y) * line);
        }
    }

    private void band(double[] band, int count, double[] sums, short[] output, int at) {
        int channels = geometry.outChannels();
        for (int pair = 0; pair < weights.pairs(); pair++) {
            for (int first = 0; first < count; first += ROWS) {
                tile(
                        band,
                        rows.positions(),
                        rows.window(),
                        first,
                        count - 1,
                        weights.panels(),
                        weights.panel(pair),
                        sums,
                        weights.channel(pair, 0),
                        weights.channel(pair, 1),
                        channels);
            }
        }
        rule.store(sums, count, output, at);
    }

    /** The sums of six positions, of which those behind the last one are the last one again. */
    private static void tile(
            double[] band,
            int[] positions,
            int[] window,
            int first,
            int last,
            double[] panels,
            int panel,
            double[] sums,
            int toA,
            int toB,
            int channels) {
        int p1 = Math.min(first + 1, last);
        int p2 = Math.min(first + 2, last);
        int p3 = Math.min(first + 3, last);
        int p4 = Math.min(first + 4, last);
        int p5 = Math.min(first + 5, last);
        int x0 = positions[first];
        int x1 = positions[p1];
        int x2 = positions[p2];
        int x3 = positions[p3];
        int x4 = positions[p4];
        int x5 = positions[p5];
        DoubleVector a0 = DoubleVector.zero(DOUBLES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector a4 = a0;
        DoubleVector a5 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        DoubleVector b4 = a0;
        DoubleVector b5 = a0;
        int at = panel;
        for (int k = 0; k < window.length; k++) {
            int element = window[k];
            DoubleVector wA = DoubleVector.fromArray(DOUBLES, panels, at);
            DoubleVector wB = DoubleVector.fromArray(DOUBLES, panels, at + DOUBLES.length());
            DoubleVector x = DoubleVector.broadcast(DOUBLES, band[x0 + element]);
            a0 = x.fma(wA, a0);
            b0 = x.fma(wB, b0);
            x = DoubleVector.broadcast(DOUBLES, band[x1 + element]);
            a1 = x.fma(wA, a1);
            b1 = x.fma(wB, b1);
            x = DoubleVector.broadcast(DOUBLES, band[x2 + element]);
            a2 = x.fma(wA, a2);
            b2 = x.fma(wB, b2);
            x = DoubleVector.broadcast(DOUBLES, band[x3 + element]);
            a3 = x.fma(wA, a3);
            b3 = x.fma(wB, b3);
            x = DoubleVector.broadcast(DOUBLES, band[x4 + element]);
            a4 = x.fma(wA, a4);
            b4 = x.fma(wB, b4);
            x = DoubleVector.broadcast(DOUBLES, band[x5 + element]);
            a5 = x.fma(wA, a5);
            b5 = x.fma(wB, b5);
            at += 2 * DOUBLES.length();
        }
        a0.intoArray(sums, first * channels + toA);
        b0.intoArray(sums, first * channels + toB);
        a1.intoArray(sums, p1 * channels + toA);
        b1.intoArray(sums, p1 * channels + toB);
        a2.intoArray(sums, p2 * channels + toA);
        b2.intoArray(sums, p2 * channels + toB);
        a3.intoArray(sums, p3 * channels + toA);
        b3.intoArray(sums, p3 * channels + toB);
        a4.intoArray(sums, p4 * channels + toA);
        b4.intoArray(sums, p4 * channels + toB);
        a5.intoArray(sums, p5 * channels + toA);
        b5.intoArray(sums, p5 * channels + toB);
    }
}
