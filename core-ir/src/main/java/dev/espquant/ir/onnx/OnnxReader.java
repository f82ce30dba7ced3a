package dev.espquant.ir.onnx;

import dev.espquant.ir.GraphException;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.OperatorInputs;
import dev.espquant.ir.onnx.schema.ModelProto;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads ONNX models of any format version.
 *
 * <p>What comes out is valid ({@link GraphValidator}): nodes stand in topological order and have unique names (nameless ones are called
 * {@code <operator>_<position>}), the standard operator domain is the empty string, and graph inputs are only what a caller must supply,
 * not the initializers that files of format version 3 list among them. Standard operators
 * have the inputs that they need ({@link OperatorInputs}). Model-local functions are checked and carried as they are. Files may be damaged or hostile: whatever else can be found in one is
 * a {@link GraphException} that names the file, the place, the rule and what would mend it.
 */
public final class OnnxReader {
    private OnnxReader() {}

    /**
     * Reads a model file; external data is looked for in its folder.
     *
     * @throws GraphException if the file cannot be read or is no valid model
     */
    public static Model read(Path file) {
        return Reading.in(file, () -> {
            byte[] contents = Reading.contents(file);
            return decode(contents, ExternalData.beside(file));
        });
    }

    /**
     * Reads a model from memory; it cannot have external data.
     *
     * @param nameForMessages what error messages call it, a file name or where the bytes come from
     * @throws GraphException if the bytes are no valid model
     */
    public static Model read(byte[] bytes, String nameForMessages) {
        return Reading.in(nameForMessages, () -> decode(bytes.clone(), ExternalData.none()));
    }

    private static Model decode(byte[] contents, ExternalData external) throws IOException {
        Model model = ModelCodec.decode(Reading.parse(ModelProto.getDefaultInstance(), contents), external);
        GraphValidator.validate(model);
        if (OnnxFunctions.decode(model).keySet().stream()
                .noneMatch(function -> function.domain().isEmpty())) {
            OperatorInputs.check(model);
        }
        return model;
    }
}
