package dev.espquant.evaluator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataArgumentsTest {
    @Test
    void theOnlyInputNeedsNoName() {
        assertThat(parse(List.of("x"), "a.npy")).containsExactly(Map.entry("x", "a.npy"));
        assertThat(parse(List.of("x"), "x=a=b.npy")).containsExactly(Map.entry("x", "a=b.npy"));
    }

    @Test
    void severalInputsAreNamedInAnyOrder() {
        assertThat(parse(List.of("x", "y:0"), "y:0=b.npz:c", "x=a.npy"))
                .containsExactly(Map.entry("x", "a.npy"), Map.entry("y:0", "b.npz:c"));
        assertThat(parse(List.of("a", "a=b"), "a=b=1.npy", "a=2.npy"))
                .containsExactly(Map.entry("a", "2.npy"), Map.entry("a=b", "1.npy"));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> parse(List.of("image", "state"), "imgae=a.npy", "state=b.npy"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("did you mean 'image'?");
        assertThatThrownBy(() -> parse(List.of("x", "y"), "a.npy")).hasMessageContaining("write NAME=FILE");
        assertThatThrownBy(() -> parse(List.of("x", "y"), "x=a.npy")).hasMessageContaining("input 'y'");
        assertThatThrownBy(() -> parse(List.of("x"), "x=a.npy", "x=b.npy")).hasMessageContaining("twice");
        assertThatThrownBy(() -> parse(List.of(), "a.npy")).hasMessageContaining("no inputs");
    }

    private static Map<String, String> parse(List<String> inputs, String... arguments) {
        List<ValueInfo> infos = inputs.stream()
                .map(name -> ValueInfo.of(name, DataType.FLOAT, Shape.of(1)))
                .toList();
        return DataArguments.parse(infos, Stream.of(arguments).toList());
    }
}
