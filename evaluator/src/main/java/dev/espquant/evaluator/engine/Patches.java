package dev.espquant.evaluator.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lays the inputs of every output position side by side, so that a convolution becomes a product of matrices: row by row of the window, column by
 * column, channel by channel. The image is first copied between its padding; after that no position is special, and the pieces that a window row
 * covers are copied whole.
 */
final class Patches {
    /** Zero as an unsigned byte of the left operand. */
    private static final byte ZERO = (byte) MatrixProduct.OFFSET;

    /** Pieces up to so many bytes are copied by a few instructions, the last of which may overlap the one before. */
    private static final int LONGEST_PIECE = 64;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ConvGeometry geometry;
    private final int paddedHeight;
    private final int paddedWidth;

    Patches(ConvGeometry geometry) {
        KernelWindow window = geometry.window();
        this.geometry = geometry;
        this.paddedHeight = Math.max(
                window.top() + geometry.inHeight(),
                (geometry.outHeight() - 1) * window.strideY() + (window.height() - 1) * window.dilationY() + 1);
        this.paddedWidth = Math.max(
                window.left() + geometry.inWidth(),
                (geometry.outWidth() - 1) * window.strideX() + (window.width() - 1) * window.dilationX() + 1);
    }

    /** Bytes that an image takes between its padding. */
    int paddedLength() {
        return paddedHeight * paddedWidth * geometry.inChannels();
    }

    /** Copies an image as unsigned bytes between its padding, which is zero. */
    void pad(Bodies bodies, byte[] image, int from, byte[] padded) {
        KernelWindow window = geometry.window();
        int row = geometry.inWidth() * geometry.inChannels();
        int paddedRow = paddedWidth * geometry.inChannels();
        Arrays.fill(padded, 0, paddedLength(), ZERO);
        for (int y = 0; y < geometry.inHeight(); y++) {
            int to = (window.top() + y) * paddedRow + window.left() * geometry.inChannels();
            bodies.toUnsigned(image, from + y * row, padded, to, row);
        }
    }

    /** Copies an image of bytes between its padding, which is all of one byte. */
    void pad(byte[] image, int from, byte[] padded, byte zero) {
        KernelWindow window = geometry.window();
        int row = geometry.inWidth() * geometry.inChannels();
        int paddedRow = paddedWidth * geometry.inChannels();
        Arrays.fill(padded, 0, paddedLength(), zero);
        for (int y = 0; y < geometry.inHeight(); y++) {
            int to = (window.top() + y) * paddedRow + window.left() * geometry.inChannels();
            System.arraycopy(image, from + y * row, padded, to, row);
        }
    }

    /** Writes the patches of some output rows, {@code depth} bytes for each position. */
    void rows(byte[] padded, int firstRow, int endRow, byte[] patches, int to) {
        KernelWindow window = geometry.window();
        int next = to;
        for (int outRow = firstRow; outRow < endRow; outRow++) {
            int top = outRow * window.strideY() * paddedWidth * geometry.inChannels();
            for (int outColumn = 0; outColumn < geometry.outWidth(); outColumn++) {
                next = patch(padded, top + outColumn * window.strideX() * geometry.inChannels(), patches, next);
            }
        }
    }

    private int patch(byte[] padded, int corner, byte[] patches, int to) {
        KernelWindow window = geometry.window();
        int channels = geometry.inChannels();
        boolean dense = window.dilationX() == 1;
        int piece = dense ? window.width() * channels : channels;
        int pieces = dense ? 1 : window.width();
        int next = to;
        int from = corner;
        for (int row = 0; row < window.height(); row++) {
            for (int i = 0; i < pieces; i++) {
                copy(padded, from + i * window.dilationX() * channels, patches, next, piece);
                next += piece;
            }
            from += window.dilationY() * paddedWidth * channels;
        }
        return next;
    }

    /** As {@link System#arraycopy}, whose call alone takes longer than a piece of a few bytes. */
    private static void copy(byte[] from, int fromIndex, byte[] to, int toIndex, int count) {
        if (count > LONGEST_PIECE) {
            System.arraycopy(from, fromIndex, to, toIndex, count);
        } else if (count >= Long.BYTES) {
            for (int i = 0; i < count - Long.BYTES; i += Long.BYTES) {
                LONGS.set(to, toIndex + i, (long) LONGS.get(from, fromIndex + i));
            }
            int last = count - Long.BYTES;
            LONGS.set(to, toIndex + last, (long) LONGS.get(from, fromIndex + last));
        } else if (count >= Integer.BYTES) {
            INTS.set(to, toIndex, (int) INTS.get(from, fromIndex));
            int last = count - Integer.BYTES;
            INTS.set(to, toIndex + last, (int) INTS.get(from, fromIndex + last));
        } else {
            for (int i = 0; i < count; i++) {
                to[toIndex + i] = from[fromIndex + i];
            }
        }
    }
}
