package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The table {@code Graph}. The runtime walks over its vectors without asking whether they are there, so all are written, even empty. */
final class GraphTable {
    private static final Field NODE = new Field(0, "node");
    private static final Field NAME = new Field(1, "name");
    private static final Field INITIALIZER = new Field(2, "initializer");
    private static final Field DOC_STRING = new Field(3, "doc_string");
    private static final Field INPUT = new Field(4, "input");
    private static final Field OUTPUT = new Field(5, "output");
    private static final Field VALUE_INFO = new Field(6, "value_info");
    private static final Field ANNOTATION = new Field(7, "quantization_annotation");
    private static final Field TEST_INPUTS = new Field(8, "test_inputs_value");
    private static final Field TEST_OUTPUTS = new Field(9, "test_outputs_value");
    private static final int FIELDS = 10;

    private GraphTable() {}

    static EspdlGraph read(FlatTable table) {
        table.requireAtMost(FIELDS);
        table.requireEmpty(ANNOTATION);
        return new EspdlGraph(
                table.text(NAME),
                table.text(DOC_STRING),
                list(table, NODE, NodeTable::read),
                list(table, INITIALIZER, TensorTable::read),
                list(table, INPUT, ValueTable::read),
                list(table, OUTPUT, ValueTable::read),
                list(table, VALUE_INFO, ValueTable::read),
                list(table, TEST_INPUTS, TensorTable::read),
                list(table, TEST_OUTPUTS, TensorTable::read));
    }

    private static <T> ImmutableList<T> list(FlatTable table, Field field, Function<FlatTable, T> element) {
        return table.tables(field).stream().map(element).collect(ImmutableList.toImmutableList());
    }

    static int write(FlatWriter writer, EspdlGraph graph) {
        int testOutputs = offsets(writer, graph.testOutputs(), t -> TensorTable.write(writer, t));
        int testInputs = offsets(writer, graph.testInputs(), t -> TensorTable.write(writer, t));
        int values = offsets(writer, graph.values(), v -> ValueTable.write(writer, v));
        int outputs = offsets(writer, graph.outputs(), v -> ValueTable.write(writer, v));
        int inputs = offsets(writer, graph.inputs(), v -> ValueTable.write(writer, v));
        int initializers = offsets(writer, graph.initializers(), t -> TensorTable.write(writer, t));
        int nodes = offsets(writer, graph.nodes(), n -> NodeTable.write(writer, n));
        int name = writer.text(graph.name());
        int doc = writer.optionalText(graph.docString());
        return writer.begin(FIELDS)
                .offset(NODE, nodes)
                .offset(NAME, name)
                .offset(INITIALIZER, initializers)
                .offset(DOC_STRING, doc)
                .offset(INPUT, inputs)
                .offset(OUTPUT, outputs)
                .offset(VALUE_INFO, values)
                .offset(TEST_INPUTS, testInputs)
                .offset(TEST_OUTPUTS, testOutputs)
                .end();
    }

    private static <T> int offsets(FlatWriter writer, List<T> parts, ToIntFunction<T> write) {
        return writer.offsets(parts.stream().mapToInt(write).toArray());
    }
}
