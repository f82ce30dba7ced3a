package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole ONNX model: a graph and what the file says about it.
 *
 * @param graph the main graph
 * @param opsets operator set version by domain; the standard domain is the empty string
 * @param info producer, versions and metadata
 * @param functions model-local functions as the file had them, each a serialized {@code FunctionProto}
 * @param unknownFields what the file said beyond these, for the writer: a serialized {@code ModelProto} without them
 */
public record Model(
        Graph graph,
        ImmutableMap<String, Long> opsets,
        ModelInfo info,
        ImmutableList<Opaque> functions,
        Opaque unknownFields) {

    /** A model of standard operators. */
    public static Model of(Graph graph, long opset) {
        return new Model(graph, ImmutableMap.of("", opset), ModelInfo.espquant(), ImmutableList.of(), Opaque.empty());
    }

    /** The version of the standard operator set; 1 where the file names none. */
    public long opset() {
        return Optional.ofNullable(opsets.get("")).orElse(1L);
    }

    public Model withGraph(Graph newGraph) {
        return new Model(newGraph, opsets, info, functions, unknownFields);
    }

    /** The same model that imports another operator set as well, or in another version. */
    public Model withOpset(String domain, long version) {
        Map<String, Long> versions = new LinkedHashMap<>(opsets);
        versions.put(domain, version);
        return new Model(graph, ImmutableMap.copyOf(versions), info, functions, unknownFields);
    }

    public Model withInfo(ModelInfo newInfo) {
        return new Model(graph, opsets, newInfo, functions, unknownFields);
    }
}
