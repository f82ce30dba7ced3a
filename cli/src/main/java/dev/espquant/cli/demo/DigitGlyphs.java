package dev.espquant.cli.demo;

import static dev.espquant.cli.demo.Stroke.curve;
import static dev.espquant.cli.demo.Stroke.lines;

import java.util.List;

/**
 * How the ten digits are written: for each digit a few ways, each a list of strokes.
 *
 * <p>Glyph units: the digit is centred on (0, 0), about 1 wide and exactly 2 high, x to the right, y downwards.
 */
final class DigitGlyphs {
    private static final Stroke LOWER_BOWL =
            curve(-0.1, -0.1, 0.35, 0.05, 0.55, 0.45, 0.35, 0.88, -0.1, 1, -0.55, 0.75);
    private static final Stroke RING_OF_NINE =
            curve(0.45, -0.5, 0.1, -1, -0.35, -0.85, -0.5, -0.4, -0.15, 0, 0.3, -0.15, 0.45, -0.5);

    private static final List<List<List<Stroke>>> WAYS = List.of(
            List.of( // 0: a ring; a narrow ring that does not quite close
                    List.of(curve(
                            0, -1, 0.45, -0.65, 0.58, 0, 0.45, 0.65, 0, 1, -0.45, 0.65, -0.58, 0, -0.45, -0.65, 0, -1)),
                    List.of(curve(
                            0.15, -0.95, -0.3, -0.75, -0.45, 0, -0.3, 0.75, 0, 1, 0.35, 0.7, 0.45, 0, 0.3, -0.7, 0,
                            -1))),
            List.of( // 1: a bar; with a flag; with a flag and a foot
                    List.of(lines(0, -1, 0, 1)),
                    List.of(lines(-0.4, -0.55, 0.1, -1, 0.1, 1)),
                    List.of(lines(-0.35, -0.6, 0.05, -1, 0.05, 1), lines(-0.4, 1, 0.45, 1))),
            List.of( // 2: a sharp foot; a looped foot
                    List.of(
                            curve(-0.5, -0.55, -0.3, -0.9, 0.1, -1, 0.48, -0.65, 0.35, -0.15, -0.1, 0.4, -0.55, 1),
                            lines(-0.55, 1, 0.6, 1)),
                    List.of(curve(
                            -0.5, -0.6, -0.2, -0.95, 0.25, -0.9, 0.45, -0.5, 0.1, 0.2, -0.4, 0.85, -0.2, 0.7, 0.15, 0.9,
                            0.6, 0.9))),
            List.of( // 3: two bowls; a flat top
                    List.of(curve(-0.5, -0.75, -0.1, -1, 0.4, -0.8, 0.42, -0.4, 0.2, -0.15, -0.1, -0.1), LOWER_BOWL),
                    List.of(lines(-0.5, -1, 0.45, -1, -0.1, -0.1), LOWER_BOWL)),
            List.of( // 4: closed; open
                    List.of(lines(0.2, 1, 0.2, -1, -0.6, 0.35, 0.6, 0.35)),
                    List.of(lines(-0.4, -1, -0.5, 0.1, 0.55, 0.1), lines(0.3, -0.7, 0.25, 1))),
            List.of( // 5: a sharp neck; a round neck
                    List.of(
                            lines(0.5, -1, -0.4, -1, -0.45, -0.15),
                            curve(-0.45, -0.15, 0, -0.3, 0.45, -0.05, 0.55, 0.4, 0.3, 0.85, -0.1, 1, -0.55, 0.8)),
                    List.of(curve(
                            0.5, -0.95, -0.1, -1, -0.4, -0.75, -0.35, -0.2, 0.2, -0.15, 0.5, 0.3, 0.25, 0.9, -0.2, 1,
                            -0.5, 0.85))),
            List.of( // 6: a bent back; a straight back
                    List.of(curve(
                            0.4, -0.95, -0.1, -0.7, -0.48, 0, -0.45, 0.6, -0.05, 1, 0.4, 0.8, 0.5, 0.4, 0.2, 0.02,
                            -0.25, 0.15, -0.47, 0.5)),
                    List.of(
                            lines(0.2, -1, -0.4, 0.3),
                            curve(-0.4, 0.3, -0.4, 0.75, 0, 1, 0.4, 0.8, 0.45, 0.4, 0.1, 0.1, -0.4, 0.4))),
            List.of( // 7: plain; with a bar; with a bent leg
                    List.of(lines(-0.5, -1, 0.55, -1, -0.1, 1)),
                    List.of(lines(-0.5, -1, 0.55, -1, -0.1, 1), lines(-0.2, 0, 0.45, 0)),
                    List.of(lines(-0.5, -0.7, -0.5, -1, 0.5, -1), curve(0.5, -1, 0.1, -0.1, 0, 1))),
            List.of( // 8: one crossing line; two rings
                    List.of(curve(
                            0, -0.05, 0.38, -0.35, 0.35, -0.8, 0, -1, -0.35, -0.8, -0.38, -0.35, 0, -0.05, 0.48, 0.4,
                            0.4, 0.85, 0, 1, -0.4, 0.85, -0.48, 0.4, 0, -0.05)),
                    List.of(
                            curve(0, -1, 0.38, -0.75, 0.3, -0.25, 0, -0.1, -0.3, -0.25, -0.38, -0.75, 0, -1),
                            curve(0, -0.1, 0.45, 0.2, 0.42, 0.8, 0, 1, -0.42, 0.8, -0.45, 0.2, 0, -0.1))),
            List.of( // 9: a straight leg; a bent leg
                    List.of(RING_OF_NINE, lines(0.45, -0.5, 0.35, 1)),
                    List.of(RING_OF_NINE, curve(0.45, -0.5, 0.48, 0.2, 0.3, 0.8, -0.1, 1, -0.4, 0.85))));

    private DigitGlyphs() {}

    /** The ways to write {@code digit} (0 to 9), at least one. */
    static List<List<Stroke>> waysToWrite(int digit) {
        return WAYS.get(digit);
    }
}
