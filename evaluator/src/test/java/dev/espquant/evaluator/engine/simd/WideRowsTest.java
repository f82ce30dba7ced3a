package dev.espquant.evaluator.engine.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.KernelWindow;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every element of every window lies where positions and window say, padding is zero. */
class WideRowsTest {
    private static final int IMAGES = 2;

    @Test
    void elementsLieWhereTheyAreSaidToLie() {
        check(new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1), 1);
        check(new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1), 100);
        check(new KernelWindow(3, 2, 2, 3, 1, 2, 0, 1), 150);
        check(new KernelWindow(1, 1, 3, 2, 1, 1, 0, 0), 10_000);
    }

    private static void check(KernelWindow window, int elements) {
        int channels = 3;
        ConvGeometry geometry = new WideLayers().geometry(7, 8, channels, 5, 1, window);
        short[] input = new short[IMAGES * geometry.inElements()];
        IntStream.range(0, input.length).forEach(i -> input[i] = (short) (i + 1));
        Bands rows = new Bands(geometry, elements);
        short[] band = new short[rows.length()];
        for (int image = 0; image < IMAGES; image++) {
            for (int first = 0; first < geometry.outHeight(); first += rows.outRows()) {
                Arrays.fill(band, (short) -1);
                WideRows.fill(rows, input, image, first, band);
                int end = Math.min(first + rows.outRows(), geometry.outHeight());
                for (int y = first; y < end; y++) {
                    for (int x = 0; x < geometry.outWidth(); x++) {
                        int position = rows.positions()[(y - first) * geometry.outWidth() + x];
                        checkWindow(geometry, input, image, y, x, band, position, rows.window());
                    }
                }
            }
        }
    }

    private static void checkWindow(
            ConvGeometry geometry, short[] input, int image, int y, int x, short[] band, int position, int[] places) {
        KernelWindow window = geometry.window();
        int k = 0;
        for (int row = 0; row < window.height(); row++) {
            for (int column = 0; column < window.width(); column++) {
                for (int channel = 0; channel < geometry.inChannels(); channel++) {
                    int inRow = window.inputRow(y, row);
                    int inColumn = window.inputColumn(x, column);
                    boolean inside =
                            inRow >= 0 && inRow < geometry.inHeight() && inColumn >= 0 && inColumn < geometry.inWidth();
                    int at = ((image * geometry.inHeight() + inRow) * geometry.inWidth() + inColumn)
                                    * geometry.inChannels()
                            + channel;
                    assertThat(band[position + places[k++]]).isEqualTo(inside ? input[at] : 0);
                }
            }
        }
    }

    @Test
    void gathersWhatPositionsLookAt() {
        ConvGeometry geometry = new WideLayers().geometry(4, 5, 2, 5, 1, new KernelWindow(2, 3, 1, 1, 1, 1, 0, 0));
        short[] input = new short[geometry.inElements()];
        IntStream.range(0, input.length).forEach(i -> input[i] = (short) (i + 1));
        Bands bands = new Bands(geometry, 10_000);
        double[] rows = new double[2 * geometry.depth()];
        WideRows.gather(bands, input, 1, 2, rows);
        assertThat(rows)
                .containsExactly(3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 5, 6, 7, 8, 9, 10, 15, 16, 17, 18, 19, 20);
    }

    @Test
    void convertsEveryLength() {
        int lanes = WideLayers.LANES;
        short[] from = {Short.MIN_VALUE, -1, 0, 1, Short.MAX_VALUE, 5, -7, 256, -256, 12, 13, 14, 15, 16, 17, 18, 19};
        for (int count : new int[] {0, 1, lanes - 1, lanes, lanes + 1, 13}) {
            double[] to = new double[count + 3];
            WideRows.convert(from, 2, to, 1, count);
            assertThat(to[0]).isZero();
            for (int i = 0; i < count; i++) {
                assertThat(to[1 + i]).isEqualTo(from[2 + i]);
            }
            assertThat(to[count + 1]).isZero();
        }
    }
}
