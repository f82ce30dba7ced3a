package dev.espquant.evaluator.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.GraphException;
import dev.espquant.plugin.Names;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns a JSON tree into a table and refuses whatever the format does not have: a mistyped key is told, not passed over. */
final class TableJsonReader {
    private static final List<String> FIELDS = List.of(
            "format", "version", "model", "bits", "granularity", "method", "samples", "tensors", "sampleHashes");
    private static final List<String> ENTRY_FIELDS = List.of("exponents", "min", "max", "bits");

    private final String file;

    TableJsonReader(String file) {
        this.file = file;
    }

    QuantizationTable read(JsonNode root) {
        require(
                root.path("format").asText().equals(TableJson.FORMAT),
                "\"format\" must be \"" + TableJson.FORMAT + "\"",
                "Espressif's own tables are imported by the command that converts tables");
        require(
                root.path("version").isInt() && root.path("version").intValue() == TableJson.VERSION,
                "table version " + root.path("version") + " is unknown; this program reads " + TableJson.VERSION,
                "use the program that wrote it, or a newer one");
        known(root, FIELDS, "the table");
        QuantizationScheme scheme = new QuantizationScheme(bits(root.path("bits")), granularity(root));
        return new QuantizationTable(
                model(root),
                scheme,
                root.has("method") ? text(root.get("method"), "method") : "",
                root.has("samples") ? integer(root.get("samples"), "samples", 0, Integer.MAX_VALUE) : 0,
                hashes(root),
                tensors(root.path("tensors"), scheme.granularity()));
    }

    private BitWidth bits(JsonNode node) {
        return Arrays.stream(BitWidth.values())
                .filter(width -> node.isInt() && node.intValue() == width.bits())
                .findFirst()
                .orElseThrow(() -> error("\"bits\" must be 8 or 16, found " + shown(node)));
    }

    private Granularity granularity(JsonNode root) {
        JsonNode node = root.path("granularity");
        return Arrays.stream(Granularity.values())
                .filter(g -> node.isTextual() && node.textValue().equals(g.label()))
                .findFirst()
                .orElseThrow(
                        () -> error("\"granularity\" must be \"per-tensor\" or \"per-channel\", found " + shown(node)));
    }

    private String model(JsonNode root) {
        if (!root.has("model")) {
            return "";
        }
        known(object(root.get("model"), "\"model\""), List.of("sha256"), "\"model\"");
        String hash = text(root.get("model").path("sha256"), "sha256");
        if (!hash.matches("([0-9a-f]{64})?")) {
            throw error("\"sha256\" must have 64 hexadecimal digits, or none where the model is unknown");
        }
        return hash;
    }

    private ImmutableList<String> hashes(JsonNode root) {
        ImmutableList.Builder<String> hashes = ImmutableList.builder();
        JsonNode list = root.path("sampleHashes");
        if (!list.isMissingNode() && !list.isArray()) {
            throw error("\"sampleHashes\" must be a list, found " + shown(list));
        }
        for (JsonNode node : list) {
            String hash = text(node, "sampleHashes");
            if (!hash.matches("[0-9a-f]{32}")) {
                throw error("each of \"sampleHashes\" must have 32 hexadecimal digits, found " + shown(node));
            }
            hashes.add(hash);
        }
        return hashes.build();
    }

    private ImmutableMap<String, TableEntry> tensors(JsonNode node, Granularity granularity) {
        ImmutableMap.Builder<String, TableEntry> tensors = ImmutableMap.builder();
        object(node, "\"tensors\"").properties().forEach(property -> {
            TableEntry entry = entry(property.getKey(), property.getValue());
            if (granularity == Granularity.PER_TENSOR && entry.exponents().length() > 1) {
                throw error("tensor '" + property.getKey() + "' has "
                        + entry.exponents().length() + " exponents, but the table is per-tensor");
            }
            tensors.put(property.getKey(), entry);
        });
        return tensors.buildOrThrow();
    }

    private TableEntry entry(String tensor, JsonNode node) {
        String where = "tensor '" + tensor + "'";
        known(object(node, where), ENTRY_FIELDS, where);
        JsonNode list = node.path("exponents");
        if (!list.isArray() || list.isEmpty()) {
            throw error(where + " needs \"exponents\", a list with one number or one for each channel");
        }
        ImmutableIntArray.Builder exponents = ImmutableIntArray.builder(list.size());
        for (JsonNode exponent : list) {
            exponents.add(integer(exponent, "exponents of " + where, TableJson.MIN_EXPONENT, TableJson.MAX_EXPONENT));
        }
        OptionalDouble min = real(node.path("min"), where);
        OptionalDouble max = real(node.path("max"), where);
        if (min.isPresent() != max.isPresent() || (min.isPresent() && min.getAsDouble() > max.getAsDouble())) {
            throw error(where + " needs both \"min\" and \"max\", the smaller first, or neither");
        }
        Optional<BitWidth> own = node.has("bits") ? Optional.of(bits(node.get("bits"))) : Optional.empty();
        return new TableEntry(exponents.build(), min, max, own);
    }

    private OptionalDouble real(JsonNode node, String where) {
        if (node.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw error("\"min\" and \"max\" of " + where + " must be finite numbers, found " + shown(node));
        }
        return OptionalDouble.of(node.doubleValue());
    }

    private int integer(JsonNode node, String what, int min, int max) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
            throw error(what + " must be whole numbers from " + min + " to " + max + ", found " + shown(node));
        }
        return node.intValue();
    }

    private String text(JsonNode node, String what) {
        if (!node.isTextual()) {
            throw error("\"" + what + "\" must be text, found " + shown(node));
        }
        return node.textValue();
    }

    private JsonNode object(JsonNode node, String what) {
        if (!node.isObject()) {
            throw error(what + " must be an object, in braces, found " + shown(node));
        }
        return node;
    }

    private void known(JsonNode object, List<String> fields, String what) {
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw GraphException.because(what + " has an unknown key \"" + shorten(name) + "\"")
                        .file(file)
                        .fix(Names.suggestion(shorten(name), fields))
                        .build();
            }
        });
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : shorten(node.toString());
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private void require(boolean condition, String reason, String fix) {
        if (!condition) {
            throw GraphException.because(reason).file(file).fix(fix).build();
        }
    }

    private GraphException error(String reason) {
        return GraphException.because(reason)
                .file(file)
                .fix("mend the table, or calibrate the model again")
                .build();
    }
}
