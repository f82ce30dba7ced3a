package dev.espquant.evaluator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the definition: what each position of each window sees. */
class PatchesTest {
    private static final int HEIGHT = 5;
    private static final int WIDTH = 9;

    /** Pieces of a window row from one byte to more than are copied by hand. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 13, 21, 22, 31, 64, 65})
    void rowsOfAWindow(int channels) {
        check(geometry(channels, new KernelWindow(3, 3, 1, 1, 1, 1, 1, 1)));
        check(geometry(channels, new KernelWindow(2, 1, 2, 2, 1, 1, 0, 0)));
        check(geometry(channels, new KernelWindow(3, 4, 2, 1, 2, 1, 2, 1)));
        check(geometry(channels, new KernelWindow(2, 3, 1, 2, 1, 2, 0, 2)));
    }

    private static ConvGeometry geometry(int channels, KernelWindow window) {
        int outHeight =
                (HEIGHT + 2 * window.top() - (window.height() - 1) * window.dilationY() - 1) / window.strideY() + 1;
        int outWidth =
                (WIDTH + 2 * window.left() - (window.width() - 1) * window.dilationX() - 1) / window.strideX() + 1;
        return new ConvGeometry(HEIGHT, WIDTH, channels, outHeight, outWidth, 1, 1, window);
    }

    private static void check(ConvGeometry geometry) {
        byte[] image = new byte[geometry.inElements() + 3];
        new Random(1).nextBytes(image);
        Patches patches = new Patches(geometry);
        byte[] padded = new byte[patches.paddedLength()];
        patches.pad(LoadedBodies.best(), image, 3, padded);
        int row = geometry.outWidth() * geometry.depth();
        byte[] rows = new byte[geometry.outHeight() * row + 5];
        patches.rows(padded, 0, 1, rows, 5);
        patches.rows(padded, 1, geometry.outHeight(), rows, 5 + row);

        assertThat(rows).isEqualTo(expected(geometry, image));
    }

    private static byte[] expected(ConvGeometry geometry, byte[] image) {
        KernelWindow window = geometry.window();
        byte[] rows = new byte[5 + geometry.positions() * geometry.depth()];
        int next = 5;
        for (int position = 0; position < geometry.positions(); position++) {
            for (int y = 0; y < window.height(); y++) {
                int row = window.inputRow(position / geometry.outWidth(), y);
                for (int x = 0; x < window.width(); x++) {
                    int column = window.inputColumn(position % geometry.outWidth(), x);
                    boolean inside = row >= 0 && row < HEIGHT && column >= 0 && column < WIDTH;
                    for (int channel = 0; channel < geometry.inChannels(); channel++) {
                        int at = 3 + (row * WIDTH + column) * geometry.inChannels() + channel;
                        rows[next++] = (byte) ((inside ? image[at] : 0) + MatrixProduct.OFFSET);
                    }
                }
            }
        }
        return rows;
    }
}
