package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The root table {@code Model}, with {@code OperatorSetId} and {@code StringStringEntry}. */
final class ModelTable {
    private static final Field IR_VERSION = new Field(0, "ir_version");
    private static final Field OPSET_IMPORT = new Field(1, "opset_import");
    private static final Field PRODUCER_NAME = new Field(2, "producer_name");
    private static final Field PRODUCER_VERSION = new Field(3, "producer_version");
    private static final Field DOMAIN = new Field(4, "domain");
    private static final Field MODEL_VERSION = new Field(5, "model_version");
    private static final Field DOC_STRING = new Field(6, "doc_string");
    private static final Field GRAPH = new Field(7, "graph");
    private static final Field METADATA = new Field(8, "metadata_props");
    private static final Field FUNCTIONS = new Field(9, "functions");
    private static final int FIELDS = 10;

    /** Of {@code OperatorSetId}. */
    private static final Field OPSET_DOMAIN = new Field(0, "domain");

    private static final Field OPSET_VERSION = new Field(1, "version");

    /** Of {@code StringStringEntry}. */
    private static final Field KEY = new Field(0, "key");

    private static final Field VALUE = new Field(1, "value");
    private static final int PAIR_FIELDS = 2;

    private ModelTable() {}

    static EspdlModel read(FlatTable table) {
        table.requireAtMost(FIELDS);
        table.requireEmpty(FUNCTIONS);
        FlatTable graph = table.table(GRAPH).orElseThrow(() -> table.damaged(GRAPH, "the model has no graph"));
        return new EspdlModel(
                table.int32(IR_VERSION),
                table.tables(OPSET_IMPORT).stream().map(ModelTable::readOpset).collect(ImmutableList.toImmutableList()),
                table.text(PRODUCER_NAME),
                table.text(PRODUCER_VERSION),
                table.text(DOMAIN),
                table.int64(MODEL_VERSION),
                table.text(DOC_STRING),
                GraphTable.read(graph),
                readMetadata(table));
    }

    private static EspdlModel.Opset readOpset(FlatTable table) {
        table.requireAtMost(PAIR_FIELDS);
        return new EspdlModel.Opset(table.text(OPSET_DOMAIN), table.int64(OPSET_VERSION));
    }

    private static ImmutableMap<String, String> readMetadata(FlatTable table) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (FlatTable entry : table.tables(METADATA)) {
            entry.requireAtMost(PAIR_FIELDS);
            if (metadata.put(entry.text(KEY), entry.text(VALUE)) != null) {
                throw table.damaged(METADATA, "key '" + entry.text(KEY) + "' is there twice");
            }
        }
        return ImmutableMap.copyOf(metadata);
    }

    static int write(FlatWriter writer, EspdlModel model) {
        int graph = GraphTable.write(writer, model.graph());
        int opsets = writer.offsets(
                model.opsets().stream().mapToInt(o -> writeOpset(writer, o)).toArray());
        int producerName = writer.optionalText(model.producerName());
        int producerVersion = writer.optionalText(model.producerVersion());
        int domain = writer.optionalText(model.domain());
        int doc = writer.optionalText(model.docString());
        int metadata = writeMetadata(writer, model.metadata());
        return writer.begin(FIELDS)
                .int64(MODEL_VERSION, model.modelVersion())
                .int32(IR_VERSION, model.irVersion())
                .offset(OPSET_IMPORT, opsets)
                .offset(PRODUCER_NAME, producerName)
                .offset(PRODUCER_VERSION, producerVersion)
                .offset(DOMAIN, domain)
                .offset(DOC_STRING, doc)
                .offset(GRAPH, graph)
                .offset(METADATA, metadata)
                .end();
    }

    private static int writeOpset(FlatWriter writer, EspdlModel.Opset opset) {
        int domain = writer.optionalText(opset.domain());
        return writer.begin(PAIR_FIELDS)
                .int64(OPSET_VERSION, opset.version())
                .offset(OPSET_DOMAIN, domain)
                .end();
    }

    private static int writeMetadata(FlatWriter writer, ImmutableMap<String, String> metadata) {
        if (metadata.isEmpty()) {
            return FlatWriter.ABSENT;
        }
        return writer.offsets(metadata.entrySet().stream()
                .mapToInt(e -> {
                    int key = writer.text(e.getKey());
                    int value = writer.text(e.getValue());
                    return writer.begin(PAIR_FIELDS)
                            .offset(KEY, key)
                            .offset(VALUE, value)
                            .end();
                })
                .toArray());
    }
}
