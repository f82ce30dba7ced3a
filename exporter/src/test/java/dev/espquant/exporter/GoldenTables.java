package dev.espquant.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.DoubleToIntFunction;

/** Tables that lie beside golden vectors: a JSON object of numbers, or lists of numbers, by tensor. */
public final class GoldenTables {
    private GoldenTables() {}

    /** The numbers are exponents. */
    public static QuantizationTable ofExponents(Path json, QuantizationScheme scheme) throws IOException {
        return read(json, scheme, value -> (int) value);
    }

    /** The numbers are powers of two. */
    public static QuantizationTable ofScales(Path json, QuantizationScheme scheme) throws IOException {
        return read(json, scheme, Math::getExponent);
    }

    /** The scheme of a mode of the golden vectors, such as {@code s8c_minmax}. */
    public static QuantizationScheme scheme(String mode) {
        return switch (mode.substring(0, mode.indexOf('_'))) {
            case "s8t" -> QuantizationScheme.INT8_PER_TENSOR;
            case "s8c" -> QuantizationScheme.INT8_PER_CHANNEL;
            case "s16t" -> QuantizationScheme.INT16_PER_TENSOR;
            default -> throw new IllegalArgumentException(mode);
        };
    }

    private static QuantizationTable read(Path json, QuantizationScheme scheme, DoubleToIntFunction exponent)
            throws IOException {
        JsonNode root = new ObjectMapper().readTree(json.toFile());
        ImmutableMap.Builder<String, TableEntry> entries = ImmutableMap.builder();
        root.properties().forEach(field -> {
            JsonNode value = field.getValue();
            int count = value.isArray() ? value.size() : 1;
            int[] exponents = new int[count];
            for (int i = 0; i < count; i++) {
                exponents[i] = exponent.applyAsInt((value.isArray() ? value.get(i) : value).doubleValue());
            }
            entries.put(field.getKey(), TableEntry.of(exponents));
        });
        return new QuantizationTable("", scheme, "", 0, ImmutableList.of(), entries.buildOrThrow());
    }
}
