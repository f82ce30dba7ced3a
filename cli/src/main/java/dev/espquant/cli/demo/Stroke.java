package dev.espquant.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One movement of the pen: a curve through control points, in glyph units (see {@link DigitGlyphs}) or, once placed, in pixels.
 *
 * @param points where the pen passes, at least two
 * @param smooth whether the pen rounds the corners (a Catmull-Rom curve) or goes straight from point to point
 */
record Stroke(List<Point> points, boolean smooth) {
    private static final int STEPS_PER_SPAN = 6;

    /** A position: x to the right, y downwards. */
    record Point(double x, double y) {}

    Stroke {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("a stroke needs two points: " + points);
        }
    }

    /** Straight lines through the points {@code x0, y0, x1, y1, ...}. */
    static Stroke lines(double... coordinates) {
        return new Stroke(pointsOf(coordinates), false);
    }

    /** A round curve through the points {@code x0, y0, x1, y1, ...}. */
    static Stroke curve(double... coordinates) {
        return new Stroke(pointsOf(coordinates), true);
    }

    /** This stroke with every control point moved; {@code move} sees the points in order. */
    Stroke map(UnaryOperator<Point> move) {
        List<Point> moved = new ArrayList<>();
        for (Point point : points) {
            moved.add(move.apply(point));
        }
        return new Stroke(moved, smooth);
    }

    /** The stroke as a chain of short straight lines: the ends of those lines, in order. */
    List<Point> flatten() {
        if (!smooth) {
            return points;
        }
        List<Point> chain = new ArrayList<>();
        for (int span = 0; span + 1 < points.size(); span++) {
            for (int step = 0; step < STEPS_PER_SPAN; step++) {
                chain.add(onCurve(span, step / (double) STEPS_PER_SPAN));
            }
        }
        chain.add(points.get(points.size() - 1));
        return chain;
    }

    /** The Catmull-Rom curve between control points {@code span} and {@code span + 1}, at {@code t} in [0, 1). */
    private Point onCurve(int span, double t) {
        Point p0 = points.get(Math.max(span - 1, 0));
        Point p1 = points.get(span);
        Point p2 = points.get(span + 1);
        Point p3 = points.get(Math.min(span + 2, points.size() - 1));
        return new Point(catmullRom(p0.x, p1.x, p2.x, p3.x, t), catmullRom(p0.y, p1.y, p2.y, p3.y, t));
    }

    private static double catmullRom(double p0, double p1, double p2, double p3, double t) {
        double linear = p2 - p0;
        double square = 2 * p0 - 5 * p1 + 4 * p2 - p3;
        double cube = 3 * (p1 - p2) + p3 - p0;
        return p1 + 0.5 * t * (linear + t * (square + t * cube));
    }

    private static List<Point> pointsOf(double... coordinates) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < coordinates.length; i += 2) {
            points.add(new Point(coordinates[i], coordinates[i + 1]));
        }
        return points;
    }
}
