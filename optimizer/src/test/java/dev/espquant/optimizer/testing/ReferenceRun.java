package dev.espquant.optimizer.testing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Inputs of a model kept in an {@code .npz} file, {@code in0, in1, ...} in the order of the graph's inputs, for models that do not accept
 * any input.
 */
public final class ReferenceRun {
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([^)]*)\\)");
    private static final Pattern TYPE = Pattern.compile("'descr': *'([^']*)'");

    private ReferenceRun() {}

    /** Asserts that two models compute the same for the inputs in a file. */
    public static void assertEquivalent(Model expected, Model actual, Path npz) {
        try (OnnxRuntimeModel before = OnnxRuntimeModel.of(expected);
                OnnxRuntimeModel after = OnnxRuntimeModel.of(actual)) {
            Map<String, OnnxTensor> inputs = inputs(expected.graph(), npz);
            Equivalence.assertClose(before.run(inputs), after.run(inputs));
        } catch (IOException | OrtException e) {
            throw new AssertionError(npz + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, OnnxTensor> inputs(Graph graph, Path npz) throws IOException, OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(npz))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith("in")) {
                    int index = Integer.parseInt(entry.getName().replaceAll("\\D", ""));
                    inputs.put(graph.inputs().get(index).name(), tensor(zip.readAllBytes()));
                }
            }
        }
        return inputs;
    }

    private static OnnxTensor tensor(byte[] npy) throws OrtException {
        ByteBuffer file = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        int header = file.getShort(8);
        String text = new String(npy, 10, header, StandardCharsets.ISO_8859_1);
        long[] sizes = Stream.of(find(SHAPE, text).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        ByteBuffer data = ByteBuffer.allocateDirect(npy.length - 10 - header).order(ByteOrder.nativeOrder());
        data.put(npy, 10 + header, data.capacity()).rewind();
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                data,
                sizes,
                RandomInputs.javaType(
                        switch (find(TYPE, text)) {
                            case "<f4" -> DataType.FLOAT;
                            case "<i8" -> DataType.INT64;
                            case "<i4" -> DataType.INT32;
                            default -> throw new AssertionError("no input type " + text);
                        }));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("not an npy header: " + text);
        }
        return matcher.group(1);
    }
}
