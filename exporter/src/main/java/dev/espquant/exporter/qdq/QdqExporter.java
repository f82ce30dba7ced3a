package dev.espquant.exporter.qdq;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporter;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.quant.QuantizedGraph;
import java.nio.file.Path;

/** Writes {@code <name>.onnx}: see {@link QdqModel}. */
@AutoService(Exporter.class)
public final class QdqExporter implements Exporter {

    @Override
    public String format() {
        return "qdq";
    }

    @Override
    public String description() {
        return "ONNX with QuantizeLinear and DequantizeLinear, for ONNX Runtime and other tools: NAME.onnx";
    }

    @Override
    public ImmutableList<Path> export(QuantizedGraph graph, ExportRequest request) {
        request.allowOptions(format());
        Path file = request.file(".onnx");
        OnnxWriter.write(QdqModel.of(graph), file);
        return ImmutableList.of(file);
    }
}
