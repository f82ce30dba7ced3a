package dev.espquant.evaluator.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espquant.ir.GraphException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Reads a foreign table that was put into JSON: one object, tensor name to a number or a list of numbers. The numbers may be scales, as in
 * Espressif's pickles, or exponents.
 */
public final class ScaleJson {
    private ScaleJson() {}

    public static ImportedTable read(Path file, ImportOptions options) {
        Map<String, ScaleDictionary.Numbers> numbers = new LinkedHashMap<>();
        JsonFiles.read(file)
                .properties()
                .forEach(p -> numbers.put(p.getKey(), numbers(p.getKey(), p.getValue(), file)));
        return new ScaleDictionary(file.toString(), numbers).toTable(options);
    }

    private static ScaleDictionary.Numbers numbers(String tensor, JsonNode node, Path file) {
        if (node.isNumber()) {
            return ScaleDictionary.scalar(node.doubleValue());
        }
        boolean list = node.isArray() && !node.isEmpty();
        if (!list || !StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isNumber)) {
            throw GraphException.because("a table of scales has a number or a list of numbers for each tensor")
                    .file(file)
                    .value(tensor)
                    .fix("check that this is the file you mean")
                    .build();
        }
        return ScaleDictionary.array(StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray());
    }
}
