package dev.espquant.cli.demo;

import dev.espquant.cli.demo.Stroke.Point;
import java.util.Arrays;
import java.util.List;

/**
 * Draws labelled images of handwritten-looking digits from a seed: the same seed gives the same bytes everywhere.
 *
 * <p>A seed stands for an endless row of images; image number i depends on nothing but the seed and i. Every ten images
 * (numbers 10k to 10k + 9) hold each digit once, in random order, so that a set of a multiple of ten is balanced.
 *
 * <p>One image: a way to write the digit ({@link DigitGlyphs}); every control point shaken; slant, size, rotation and
 * position; a pen between thin and bold; a stray line now and then; ink and paper of random brightness; pixel noise.
 */
public final class DigitGenerator {
    private static final double CENTRE = DigitSet.SIDE / 2.0;
    private static final double MAX_PEN_RADIUS = 1.9;

    private final long seed;

    /** The row of images of {@code seed}. */
    public DigitGenerator(long seed) {
        this.seed = seed;
    }

    /** The first {@code count} images. */
    public DigitSet generate(int count) {
        return generate(0, count);
    }

    /**
     * Images {@code first} to {@code first + count - 1}.
     *
     * @throws IllegalArgumentException if {@code first} or {@code count} is negative
     */
    public DigitSet generate(int first, int count) {
        if (first < 0 || count < 0) {
            throw new IllegalArgumentException("first and count must not be negative: " + first + ", " + count);
        }
        byte[] images = new byte[count * DigitSet.PIXELS];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            int label = label(first + i);
            labels[i] = (byte) label;
            draw(label, SplitMix64.ofItem(seed, first + i), images, i * DigitSet.PIXELS);
        }
        return new DigitSet(images, labels);
    }

    /** The digit of image {@code index}: its place in the shuffled ten digits of its block. */
    private int label(int index) {
        int[] digits = new int[DigitSet.CLASSES];
        Arrays.setAll(digits, digit -> digit);
        // Blocks take the negative item numbers, images the others.
        SplitMix64.ofItem(seed, -1L - index / DigitSet.CLASSES).shuffle(digits);
        return digits[index % DigitSet.CLASSES];
    }

    private static void draw(int digit, SplitMix64 random, byte[] images, int offset) {
        List<List<Stroke>> ways = DigitGlyphs.waysToWrite(digit);
        List<Stroke> glyph = ways.get(random.nextInt(ways.size()));
        Affine place = place(random);
        Canvas canvas = new Canvas(DigitSet.SIDE, MAX_PEN_RADIUS + 0.5);
        double shake = random.between(0.02, 0.11);
        for (Stroke stroke : glyph) {
            canvas.draw(stroke.map(point -> place.apply(shaken(point, shake, random))));
        }
        if (random.nextInt(5) == 0) {
            canvas.draw(strayLine(random));
        }
        double[] ink = canvas.ink(random.between(0.6, MAX_PEN_RADIUS));
        expose(ink, random, images, offset);
    }

    private static Affine place(SplitMix64 random) {
        double shear = random.between(-0.35, 0.35);
        double scaleY = random.between(6.5, 10.5);
        double scaleX = scaleY * random.between(0.75, 1.25);
        double angle = random.between(-0.35, 0.35);
        double x0 = CENTRE + random.between(-3, 3);
        double y0 = CENTRE + random.between(-2.5, 2.5);
        return Affine.of(shear, scaleX, scaleY, angle, x0, y0);
    }

    private static Point shaken(Point point, double deviation, SplitMix64 random) {
        return new Point(point.x() + deviation * random.nextBell(), point.y() + deviation * random.nextBell());
    }

    /** A short line anywhere, as a neighbour's pen leaves it. */
    private static Stroke strayLine(SplitMix64 random) {
        double x = random.between(0, DigitSet.SIDE);
        double y = random.between(0, DigitSet.SIDE);
        double length = random.between(3, 9);
        double angle = random.between(0, StrictMath.PI);
        return Stroke.lines(x, y, x + length * StrictMath.cos(angle), y + length * StrictMath.sin(angle));
    }

    /** Turns ink into pixels: brightness of paper and ink, noise, and rounding (half up) to uint8. */
    private static void expose(double[] ink, SplitMix64 random, byte[] images, int offset) {
        double paper = random.between(0, 45);
        double contrast = random.between(100, 255 - paper);
        double noise = random.between(4, 20);
        for (int i = 0; i < ink.length; i++) {
            double level = paper + contrast * ink[i] + noise * random.nextBell();
            images[offset + i] = (byte) (int) Math.max(0, Math.min(255, level + 0.5));
        }
    }
}
