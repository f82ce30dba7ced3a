package dev.espquant.cli.demo;

import dev.espquant.cli.demo.Stroke.Point;
import java.util.Arrays;
import java.util.List;

/**
 * A square of pixels on which a round pen draws strokes: it keeps, for every pixel, the distance from its centre to the nearest
 * stroke, and turns that into ink at the end, so that crossing strokes do not add up.
 *
 * <p>Coordinates are pixels; the centre of the pixel in row r and column c is (c + 0.5, r + 0.5).
 */
final class Canvas {
    private final int size;
    private final double reach;
    private final double[] squaredDistances;

    /** An empty canvas of {@code size} x {@code size} pixels; distances beyond {@code reach} pixels will not matter. */
    Canvas(int size, double reach) {
        this.size = size;
        this.reach = reach;
        this.squaredDistances = new double[size * size];
        Arrays.fill(squaredDistances, reach * reach);
    }

    /** Draws a stroke whose points are in pixels; what lies outside of the canvas is lost. */
    void draw(Stroke stroke) {
        List<Point> chain = stroke.flatten();
        for (int i = 0; i + 1 < chain.size(); i++) {
            drawLine(chain.get(i), chain.get(i + 1));
        }
    }

    /**
     * The ink of a pen with {@code radius} (pixels, at most reach - 0.5), per pixel in [0, 1]: row by row from the top left.
     * Ink falls off linearly over one pixel across the edge of the stroke, which is what makes it smooth.
     */
    double[] ink(double radius) {
        double[] ink = new double[squaredDistances.length];
        for (int i = 0; i < ink.length; i++) {
            double distance = Math.sqrt(squaredDistances[i]);
            ink[i] = Math.max(0, Math.min(1, radius + 0.5 - distance));
        }
        return ink;
    }

    private void drawLine(Point a, Point b) {
        int top = pixel(Math.min(a.y(), b.y()) - reach);
        int bottom = pixel(Math.max(a.y(), b.y()) + reach);
        int left = pixel(Math.min(a.x(), b.x()) - reach);
        int right = pixel(Math.max(a.x(), b.x()) + reach);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                int i = row * size + column;
                squaredDistances[i] = Math.min(squaredDistances[i], squaredDistance(a, b, column + 0.5, row + 0.5));
            }
        }
    }

    private int pixel(double coordinate) {
        return (int) Math.max(0, Math.min(size - 1, coordinate));
    }

    /** The squared distance of (x, y) to the line from {@code a} to {@code b}, which may be a single point. */
    private static double squaredDistance(Point a, Point b, double x, double y) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double squaredLength = dx * dx + dy * dy;
        double along = squaredLength == 0 ? 0 : ((x - a.x()) * dx + (y - a.y()) * dy) / squaredLength;
        double clamped = Math.max(0, Math.min(1, along));
        double awayX = a.x() + clamped * dx - x;
        double awayY = a.y() + clamped * dy - y;
        return awayX * awayX + awayY * awayY;
    }
}
