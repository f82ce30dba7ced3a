package dev.espquant.examples.trainer;

/**
 * What flows between layers: a batch of images of shape [count, channels, height, width], or the gradient towards one.
 *
 * <p>Every channel of every image, a plane, is an array of its own: loops that run over two arrays with one index are the ones
 * that the JIT compiler turns into SIMD code.
 *
 * @param count images in the batch
 * @param channels channels of one image
 * @param height rows of one channel
 * @param width columns of one channel
 * @param planes the values: plane number {@code image * channels + channel}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for inner loops; never compared
record Activations(int count, int channels, int height, int width, double[][] planes) {

    /** Zeros of the given shape. */
    static Activations zeros(int count, int channels, int height, int width) {
        return new Activations(count, channels, height, width, new double[count * channels][height * width]);
    }

    /** Zeros of this shape. */
    Activations zerosLike() {
        return zeros(count, channels, height, width);
    }

    /** The values of one channel of one image; changes to the array are changes to the batch. */
    double[] plane(int image, int channel) {
        return planes[image * channels + channel];
    }

    /** Number of values in a plane. */
    int area() {
        return height * width;
    }
}
