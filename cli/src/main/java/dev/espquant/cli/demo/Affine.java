package dev.espquant.cli.demo;

import dev.espquant.cli.demo.Stroke.Point;

/** The affine map (x, y) to (xx x + xy y + x0, yx x + yy y + y0), here from glyph units to pixels. */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {

    /**
     * Shear, then scale, then rotate about the origin, then shift.
     *
     * @param shear how far x moves per unit of y (a slant)
     * @param scaleX pixels per glyph unit along x
     * @param scaleY pixels per glyph unit along y
     * @param angle radians, from x towards y
     * @param x0 where the origin goes, pixels
     * @param y0 where the origin goes, pixels
     */
    static Affine of(double shear, double scaleX, double scaleY, double angle, double x0, double y0) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new Affine(
                cos * scaleX,
                cos * scaleX * shear - sin * scaleY,
                x0,
                sin * scaleX,
                sin * scaleX * shear + cos * scaleY,
                y0);
    }

    Point apply(Point point) {
        return new Point(xx * point.x() + xy * point.y() + x0, yx * point.x() + yy * point.y() + y0);
    }
}
