package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * What one model of an {@code .espdl} file holds.
 *
 * @param irVersion version of the format of the ONNX model that it was made from
 * @param opsets operator sets; Espressif's exporter leaves them empty
 * @param producerName the tool that wrote the file
 * @param producerVersion that tool's version
 * @param domain the model's namespace, may be empty
 * @param modelVersion the model's own version
 * @param docString free text
 * @param graph the operators, constants and test values
 * @param metadata key and value pairs, in the order of the file
 */
public record EspdlModel(
        int irVersion,
        ImmutableList<Opset> opsets,
        String producerName,
        String producerVersion,
        String domain,
        long modelVersion,
        String docString,
        EspdlGraph graph,
        ImmutableMap<String, String> metadata) {

    /** A version of an operator set; the standard set's domain is empty. */
    public record Opset(String domain, long version) {}

    /** A model of this toolkit; 8 is the format version of the models that Espressif's exporter writes today. */
    public static EspdlModel of(EspdlGraph graph, ImmutableMap<String, String> metadata) {
        return new EspdlModel(8, ImmutableList.of(), "espquant", "", "", 0, "", graph, metadata);
    }

    /** The same model with another graph. */
    public EspdlModel withGraph(EspdlGraph newGraph) {
        return new EspdlModel(
                irVersion, opsets, producerName, producerVersion, domain, modelVersion, docString, newGraph, metadata);
    }
}
