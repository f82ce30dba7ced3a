package dev.espquant.cli;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.TensorType;
import dev.espquant.ir.espdl.EspdlAttributes;
import dev.espquant.ir.espdl.EspdlFile;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.target.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an {@code .espdl} file holds, as maps and lists for JSON. The text form says the same. */
final class EspdlReport {
    private EspdlReport() {}

    /** One model of a file. */
    static Map<String, Object> of(EspdlFile.Entry entry, List<Target> fits) {
        EspdlModel model = entry.model();
        EspdlGraph graph = model.graph();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.name());
        json.put("container", entry.container().name());
        json.put("encrypted", entry.encrypted());
        json.put("payloadBytes", entry.payloadBytes());
        json.put("graph", graph.name());
        json.put("irVersion", model.irVersion());
        json.put("modelVersion", model.modelVersion());
        json.put("producer", model.producerName());
        json.put("producerVersion", model.producerVersion());
        json.put("metadata", model.metadata());
        json.put("fitsTargets", fits.stream().map(Target::name).toList());
        json.put("operators", operators(graph));
        json.put("sizes", EspdlSizes.of(graph));
        json.put("inputs", graph.inputs().stream().map(EspdlReport::value).toList());
        json.put("outputs", graph.outputs().stream().map(EspdlReport::value).toList());
        json.put("nodes", graph.nodes().stream().map(EspdlReport::node).toList());
        json.put("values", graph.values().stream().map(EspdlReport::value).toList());
        json.put("constants", tensors(graph.initializers()));
        json.put("testInputs", tensors(graph.testInputs()));
        json.put("testOutputs", tensors(graph.testOutputs()));
        return json;
    }

    /** How often each operator occurs, in alphabetical order. */
    static Map<String, Integer> operators(EspdlGraph graph) {
        Map<String, Integer> counts = new TreeMap<>();
        graph.nodes().forEach(node -> counts.merge(node.opType(), 1, Integer::sum));
        return counts;
    }

    private static Map<String, Object> node(Node node) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", node.name());
        json.put("operator", node.opType());
        json.put("inputs", node.inputs());
        json.put("outputs", node.outputs());
        Map<String, Object> attributes = new LinkedHashMap<>();
        node.attributes().forEach((name, value) -> attributes.put(name, EspdlAttributes.plain(value)));
        json.put("attributes", attributes);
        return json;
    }

    private static Map<String, Object> value(EspdlValue value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", value.name());
        json.put("type", typeName(value.type()));
        json.put("shape", shape(value.type()));
        json.put("exponents", list(value.exponents()));
        return json;
    }

    private static List<Map<String, Object>> tensors(List<EspdlTensor> tensors) {
        return tensors.stream().map(EspdlReport::tensor).toList();
    }

    private static Map<String, Object> tensor(EspdlTensor tensor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", tensor.name());
        json.put("type", tensor.type().onnxName());
        json.put("shape", tensor.elements().sizes());
        json.put("exponents", list(tensor.exponents()));
        json.put("layout", tensor.layout().orElse(""));
        json.put("bytes", tensor.storedBytes());
        return json;
    }

    static String typeName(TensorType type) {
        return type.elementType().map(DataType::onnxName).orElse("?");
    }

    /** Sizes, or texts where a size is no number. */
    private static List<String> shape(TensorType type) {
        return type.shape()
                .map(s -> s.dimensions().stream().map(Object::toString).toList())
                .orElse(List.of());
    }

    private static List<Integer> list(ImmutableIntArray exponents) {
        return exponents.asList();
    }
}
