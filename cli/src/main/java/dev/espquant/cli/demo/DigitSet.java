package dev.espquant.cli.demo;

/**
 * Labelled grey images of digits.
 *
 * @param images uint8 pixels, shape [count, 1, 28, 28], row by row from the top left; 0 is empty paper, 255 full ink
 * @param labels the digit on each image, 0 to 9, shape [count]
 */
@SuppressWarnings("ArrayRecordComponent") // handed over as they are; equality of sets is never asked for
public record DigitSet(byte[] images, byte[] labels) {
    /** Width and height of an image in pixels. */
    public static final int SIDE = 28;
    /** Pixels of one image. */
    public static final int PIXELS = SIDE * SIDE;
    /** Number of different labels. */
    public static final int CLASSES = 10;

    public DigitSet {
        if (images.length != labels.length * PIXELS) {
            throw new IllegalArgumentException(labels.length + " labels, but " + images.length + " pixels");
        }
    }

    /** Number of images. */
    public int count() {
        return labels.length;
    }

    /** The pixel at {@code row}, {@code column} of image {@code index}, 0 to 255. */
    public int pixel(int index, int row, int column) {
        return Byte.toUnsignedInt(images[index * PIXELS + row * SIDE + column]);
    }
}
