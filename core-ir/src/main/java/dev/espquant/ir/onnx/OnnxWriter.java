package dev.espquant.ir.onnx;

import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.ModelProto;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes ONNX models: one file without external data, with everything that the reader found in the file it came from. The same model gives
 * the same bytes on every machine. Initializers are listed among the graph's inputs where the model's format version (below 4) asks for it,
 * and only there.
 */
public final class OnnxWriter {
    private OnnxWriter() {}

    /**
     * Writes a model file whole or not at all.
     *
     * @throws GraphException if the file cannot be written or the model takes more than 2 GiB
     */
    public static void write(Model model, Path file) {
        try {
            ModelProto proto = encode(model);
            AtomicFiles.write(file, proto::writeTo);
        } catch (GraphException e) {
            throw e.toBuilder().file(file).build();
        } catch (IOException e) {
            throw GraphException.because("it cannot be written (" + e + ")")
                    .file(file)
                    .fix("check the folder and its permissions")
                    .cause(e)
                    .build();
        } catch (OutOfMemoryError e) {
            throw GraphException.because("writing it needs more memory than this Java process has")
                    .file(file)
                    .fix("give Java more memory with -Xmx")
                    .cause(e)
                    .build();
        }
    }

    /**
     * The model as a file would hold it.
     *
     * @throws GraphException if the model takes more than 2 GiB
     */
    public static byte[] toBytes(Model model) {
        return encode(model).toByteArray();
    }

    /** Protobuf counts in 32 bits and would not notice that a message is too large. */
    private static ModelProto encode(Model model) {
        long tensors = tensorBytes(model.graph());
        if (tensors <= Integer.MAX_VALUE) {
            ModelProto proto = ModelCodec.encode(model);
            if (proto.getSerializedSize() >= tensors) {
                return proto;
            }
        }
        throw GraphException.because(
                        "the model takes more than 2 GiB, which is as large as an ONNX file can be; its constants alone have "
                                + tensors + " bytes")
                .fix("make the model smaller")
                .build();
    }

    private static long tensorBytes(Graph graph) {
        long bytes = graph.initializers().values().stream()
                .mapToLong(OnnxWriter::bytes)
                .sum();
        return bytes
                + graph.nodes().stream()
                        .flatMap(node -> node.attributes().values().stream())
                        .mapToLong(OnnxWriter::bytes)
                        .sum();
    }

    private static long bytes(Attribute attribute) {
        if (attribute instanceof Attribute.OfTensor tensor) {
            return bytes(tensor.value());
        } else if (attribute instanceof Attribute.OfTensors tensors) {
            return tensors.values().stream().mapToLong(OnnxWriter::bytes).sum();
        } else if (attribute instanceof Attribute.OfGraph graph) {
            return tensorBytes(graph.value());
        } else if (attribute instanceof Attribute.OfGraphs graphs) {
            return graphs.values().stream().mapToLong(OnnxWriter::tensorBytes).sum();
        }
        return 0;
    }

    private static long bytes(Tensor tensor) {
        return tensor.bytes().remaining();
    }
}
