package dev.espquant.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.cli.demo.Stroke.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrokeTest {
    @Test
    void linesStayAsTheyAre() {
        assertThat(Stroke.lines(0, 1, 2, 3, 4, 5).flatten())
                .containsExactly(new Point(0, 1), new Point(2, 3), new Point(4, 5));
    }

    @Test
    void aCurvePassesThroughItsControlPoints() {
        Stroke curve = Stroke.curve(0, -1, 0.5, 0, 0, 1, -0.5, 0);

        assertThat(curve.flatten()).containsAll(curve.points()).hasSizeGreaterThan(12);
    }

    @Test
    void aCurveRoundsTheCorner() {
        List<Point> chain = Stroke.curve(-1, 0, 0, -1, 1, 0).flatten();

        assertThat(chain).anyMatch(p -> p.x() > 0 && p.x() < 1 && p.y() < p.x() - 1);
    }

    @Test
    void aCurveThroughPointsOnALineIsThatLine() {
        assertThat(Stroke.curve(0, 0, 1, 2, 2, 4).flatten()).allMatch(p -> Math.abs(p.y() - 2 * p.x()) < 1e-12);
    }

    @Test
    void mapMovesControlPoints() {
        assertThat(Stroke.lines(0, 1, 2, 3).map(p -> new Point(p.x() + 1, -p.y())))
                .isEqualTo(Stroke.lines(1, -1, 3, -3));
    }

    @Test
    void aSinglePointIsNoStroke() {
        assertThatThrownBy(() -> Stroke.lines(1, 2)).hasMessageContaining("needs two points");
    }
}
