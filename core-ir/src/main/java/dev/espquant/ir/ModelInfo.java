package dev.espquant.ir;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an ONNX file says of its origin.
 *
 * @param irVersion version of the ONNX file format
 * @param producerName the tool that wrote the file
 * @param producerVersion that tool's version
 * @param domain the model's namespace, may be empty
 * @param modelVersion the model's own version
 * @param docString free text
 * @param metadata key and value pairs, in the order of the file
 */
public record ModelInfo(
        long irVersion,
        String producerName,
        String producerVersion,
        String domain,
        long modelVersion,
        String docString,
        ImmutableMap<String, String> metadata) {

    /** The information of a model that this toolkit makes itself; format version 8 is what opset 13 to 18 models use. */
    public static ModelInfo espquant() {
        return new ModelInfo(8, "espquant", "", "", 0, "", ImmutableMap.of());
    }

    /** The same information with one metadata pair set or replaced; the others keep their places. */
    public ModelInfo withMetadata(String key, String value) {
        Map<String, String> pairs = new LinkedHashMap<>(metadata);
        pairs.put(key, value);
        return new ModelInfo(
                irVersion, producerName, producerVersion, domain, modelVersion, docString, ImmutableMap.copyOf(pairs));
    }
}
