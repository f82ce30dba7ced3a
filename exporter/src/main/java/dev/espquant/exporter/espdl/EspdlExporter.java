package dev.espquant.exporter.espdl;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporter;
import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.espdl.EspdlContainer;
import dev.espquant.ir.espdl.EspdlKey;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlWriter;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.lowering.LoweredModel;
import dev.espquant.lowering.Lowering;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.Runtime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes {@code <name>.espdl}, which ESP-DL 3.x loads, and {@code <name>.info}, which people read. The request's tests are embedded: the runtime's
 * own self-test compares the first, tools of this toolkit all of them. Option {@code key}: 32 hexadecimal digits, encrypts the model.
 */
@AutoService(Exporter.class)
public final class EspdlExporter implements Exporter {
    private static final String KEY = "key";

    @Override
    public String format() {
        return "espdl";
    }

    @Override
    public String description() {
        return "the model for ESP-DL 3.x: NAME.espdl, and NAME.info to read";
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_3;
    }

    @Override
    public ImmutableList<Path> export(QuantizedGraph graph, ExportRequest request) throws IOException {
        request.allowOptions(format(), KEY);
        Optional<EspdlKey> key = Optional.ofNullable(request.options().get(KEY)).map(EspdlKey::ofHex);
        LoweredModel lowered = Lowering.lower(graph, metadata(graph, request));
        EspdlModel model = TestValues.embed(lowered, request.tests());
        Path file = request.file(".espdl");
        Path info = request.file(".info");
        byte[] bytes = EspdlWriter.toBytes(model, EspdlContainer.EDL2, key);
        AtomicFiles.write(file, out -> out.write(bytes));
        AtomicFiles.writeText(info, ModelText.of(model));
        return ImmutableList.of(file, info);
    }

    private static ImmutableMap<String, String> metadata(QuantizedGraph graph, ExportRequest request) {
        String version = Optional.ofNullable(EspdlExporter.class.getPackage().getImplementationVersion())
                .orElse("development");
        return ImmutableMap.of(
                "tool",
                "espquant " + version,
                "model_sha256",
                request.modelSha256()
                        .orElseGet(() -> Hashing.sha256()
                                .hashBytes(OnnxWriter.toBytes(graph.model()))
                                .toString()),
                "target",
                graph.target().name(),
                "quantization",
                graph.scheme().toString());
    }
}
