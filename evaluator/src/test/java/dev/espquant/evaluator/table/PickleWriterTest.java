package dev.espquant.evaluator.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PickleWriterTest {
    @Test
    void writesThreeKindsOfNumbers() {
        Map<String, PickleWriter.Item> items = ImmutableMap.of(
                "s", item(PickleWriter.Kind.SCALAR, 0.5),
                "f", item(PickleWriter.Kind.FLOAT, 0.25),
                "a", item(PickleWriter.Kind.ARRAY, 1, 2));

        Map<String, PickleValue> read = PickleReader.read(new PickleWriter().write(items), "t.pickle");

        assertThat(read.keySet()).containsExactly("s", "f", "a");
        assertThat(read.get("s")).isEqualTo(new PickleValue.Real(0.5));
        assertThat(read.get("f")).isEqualTo(new PickleValue.Real(0.25));
        assertThat(((PickleValue.Array) read.get("a")).values).isEqualTo(ImmutableDoubleArray.of(1, 2));
    }

    /** {@code pickle.dumps({'x': 0.5}, 3)} of Python. */
    @Test
    void oneEntryIsSetAlone() {
        byte[] pickle = new PickleWriter().write(Map.of("x", item(PickleWriter.Kind.FLOAT, 0.5)));

        assertThat(HexFormat.of().formatHex(pickle)).isEqualTo("80037d71005801000000787101473fe0000000000000732e");
    }

    @Test
    void manyEntriesAreSetInGroups() {
        Map<String, PickleWriter.Item> items = new LinkedHashMap<>();
        for (int i = 0; i < 2001; i++) {
            items.put("tensor" + i, item(PickleWriter.Kind.SCALAR, 1));
        }

        assertThat(PickleReader.read(new PickleWriter().write(items), "t.pickle")
                        .keySet())
                .containsExactlyElementsOf(items.keySet());
    }

    private static PickleWriter.Item item(PickleWriter.Kind kind, double... values) {
        return new PickleWriter.Item(kind, ImmutableDoubleArray.copyOf(values));
    }
}
