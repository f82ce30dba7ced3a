package dev.espquant.ir;

import com.google.common.collect.ImmutableMap;

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
}
