package dev.espquant.ir.onnx;

import com.google.protobuf.CodedOutputStream;
import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.onnx.schema.ModelProto;
import java.io.IOException;
import java.nio.file.Path;

/** Writes ONNX models: one file without external data. The same model gives the same bytes on every machine. */
public final class OnnxWriter {
    private OnnxWriter() {}

    /**
     * Writes a model file whole or not at all.
     *
     * @throws GraphException if the file cannot be written or the model takes more than 2 GiB
     */
    public static void write(Model model, Path file) {
        try {
            ModelProto proto = ModelCodec.encode(model);
            AtomicFiles.write(file, out -> {
                CodedOutputStream coded = CodedOutputStream.newInstance(out);
                proto.writeTo(coded);
                coded.flush();
            });
        } catch (GraphException e) {
            throw e.toBuilder().file(file).build();
        } catch (IOException e) {
            throw GraphException.because("it cannot be written (" + e + ")")
                    .file(file)
                    .fix("check the folder and its permissions")
                    .cause(e)
                    .build();
        }
    }

    /** The model as a file would hold it. */
    public static byte[] toBytes(Model model) {
        return ModelCodec.encode(model).toByteArray();
    }
}
