package dev.espquant.cli;

import com.google.common.base.Splitter;
import com.google.common.primitives.Longs;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.shape.ShapeInference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Sizes of inputs that a model leaves open; shared by all commands that read a model. */
final class InputShapeOptions {
    private static final String EXAMPLE = "write --input-shape NAME=1x3x96x96, with ? for a size that stays open";

    @Option(
            names = "--input-shape",
            paramLabel = "[NAME=]SHAPE",
            description = {
                "Sizes of an input that the model leaves open, such as x=1x3x96x96; once per input. '?' leaves a size open.",
                "A size that the model calls by a name holds wherever that name stands."
            })
    List<String> inputShapes = new ArrayList<>();

    boolean isGiven() {
        return !inputShapes.isEmpty();
    }

    /** Passes that would open again what the user has chosen. */
    List<String> unwantedPasses() {
        return isGiven() ? List.of("convert_batch_to_dynamic") : List.of();
    }

    /** Reads a model and chooses the sizes of its inputs. */
    Model read(Path file) {
        Model model = OnnxReader.read(file);
        if (!isGiven()) {
            return model;
        }
        try {
            return ShapeInference.infer(model, shapes(model));
        } catch (GraphException e) {
            throw e.inFile(file);
        }
    }

    private Map<String, Shape> shapes(Model model) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (String argument : inputShapes) {
            int equals = argument.lastIndexOf('=');
            String input = equals < 0 ? onlyInput(model, argument) : argument.substring(0, equals);
            if (shapes.put(input, shape(argument, argument.substring(equals + 1))) != null) {
                throw refused(argument, "input '" + input + "' has a shape already");
            }
        }
        return shapes;
    }

    private static String onlyInput(Model model, String argument) {
        if (model.graph().inputs().size() != 1) {
            throw refused(argument, "the model has " + model.graph().inputs().size() + " inputs");
        }
        return model.graph().inputs().get(0).name();
    }

    private static Shape shape(String argument, String text) {
        List<Dimension> dimensions = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String size : Splitter.on('x').split(text)) {
                dimensions.add(size.equals("?") ? Dimension.unknown() : Dimension.of(size(argument, size)));
            }
        }
        return Shape.of(dimensions);
    }

    private static long size(String argument, String text) {
        Long size = Longs.tryParse(text);
        if (size == null || size < 0) {
            throw refused(argument, "'" + text + "' is no size");
        }
        return size;
    }

    private static GraphException refused(String argument, String reason) {
        return GraphException.because("--input-shape " + argument + ": " + reason)
                .fix(EXAMPLE)
                .buildInvalidRequest();
    }
}
