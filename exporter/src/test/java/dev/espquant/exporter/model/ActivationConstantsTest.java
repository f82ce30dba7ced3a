package dev.espquant.exporter.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.ActivationSection.Slopes;
import dev.espquant.ir.Node;
import dev.espquant.ir.UnsupportedModelException;
import dev.espquant.quant.BitWidth;
import dev.espquant.testing.Graphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationConstantsTest {
    private static Slopes leaky(float alpha, BitWidth bits) {
        return ActivationConstants.leaky(
                Node.of("l", "LeakyRelu", List.of("x"), List.of("y"), Graphs.attributes("alpha", alpha)), bits);
    }

    @Test
    void slopesAreTruncatedAtAFixedPoint() {
        assertThat(leaky(0.1f, BitWidth.INT8)).isEqualTo(new Slopes(ImmutableIntArray.of(12), -7));
        assertThat(leaky(0.1f, BitWidth.INT16)).isEqualTo(new Slopes(ImmutableIntArray.of(3276), -15));
    }

    @Test
    void slopesBeyondTheWidthDropZeroBits() {
        assertThat(leaky(1.5f, BitWidth.INT8)).isEqualTo(new Slopes(ImmutableIntArray.of(96), -6));
        assertThatThrownBy(() -> leaky(1.01f, BitWidth.INT8)).isInstanceOf(UnsupportedModelException.class);
    }
}
