package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.engine.ConvGeometry;
import dev.espquant.evaluator.engine.KernelWindow;

/**
 * The shape of a layer with weights over one image.
 *
 * @param geometry sizes, in the engine's words
 */
record LayerShape(ConvGeometry geometry) {

    /** A convolution of one image of some planes. */
    static LayerShape of(Planes planes, int outputs, boolean depthwise) {
        return new LayerShape(new ConvGeometry(
                planes.height(),
                planes.width(),
                planes.channels(),
                planes.outHeight(),
                planes.outWidth(),
                outputs,
                depthwise ? planes.channels() : 1,
                new KernelWindow(
                        planes.rows(),
                        planes.columns(),
                        planes.strideY(),
                        planes.strideX(),
                        planes.dilationY(),
                        planes.dilationX(),
                        planes.top(),
                        planes.left())));
    }

    /** A product of rows by a matrix. */
    static LayerShape product(int rows, int features, int outputs) {
        return new LayerShape(ConvGeometry.product(rows, features, outputs));
    }

    boolean depthwise() {
        return geometry.groups() > 1;
    }

    /** Taps of the window. */
    int taps() {
        return geometry.window().height() * geometry.window().width();
    }

    /**
     * The pixels under the window.
     *
     * @param image the image
     * @param position of the output, row by row
     * @param pixels receives the first element of each tap's pixel, row by row; -1 for padding
     */
    void pixels(int image, int position, int[] pixels) {
        KernelWindow window = geometry.window();
        int base = image * geometry.inElements();
        for (int row = 0; row < window.height(); row++) {
            int y = window.inputRow(position / geometry.outWidth(), row);
            for (int column = 0; column < window.width(); column++) {
                int x = window.inputColumn(position % geometry.outWidth(), column);
                boolean inside = y >= 0 && y < geometry.inHeight() && x >= 0 && x < geometry.inWidth();
                pixels[row * window.width() + column] =
                        inside ? base + (y * geometry.inWidth() + x) * geometry.inChannels() : -1;
            }
        }
    }
}
