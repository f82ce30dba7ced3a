package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.cli.demo.Stroke.Point;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitGlyphsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyWayToWriteADigitFillsTheGlyphBox(int digit) {
        assertThat(DigitGlyphs.waysToWrite(digit)).isNotEmpty().allSatisfy(strokes -> {
            List<Point> points =
                    strokes.stream().flatMap(s -> s.points().stream()).toList();
            assertThat(points).allMatch(p -> Math.abs(p.x()) <= 0.6 && Math.abs(p.y()) <= 1);
            assertThat(points).anyMatch(p -> p.y() <= -0.9).anyMatch(p -> p.y() >= 0.85);
        });
    }
}
