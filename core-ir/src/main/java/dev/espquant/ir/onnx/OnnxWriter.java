package dev.espquant.ir.onnx;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes ONNX models: one file, or one for the model and one for its large constants, with everything that the reader found in the file it came from. The same model gives
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
        in(file, () -> {
            ModelProto proto = encode(model, ExternalLayout.none());
            AtomicFiles.write(file, proto::writeTo);
            return ImmutableList.of(file);
        });
    }

    /**
     * Writes a model whose constants of {@value ExternalLayout#SMALLEST} bytes and more lie in a file beside it. Both files are complete before
     * either takes its place; what stood there before, a link too, is replaced and not written through.
     *
     * <p>Whenever the process is killed, the model that stands there reads its own constants: where the name of the data is taken, perhaps by those
     * of an older model, the new model reads a file of another name until the older one is gone.
     *
     * @param dataName name of the other file, in the folder of the model: no path
     * @return the two files, the model first
     * @throws GraphException if a file cannot be written, the name is no file name or the model's own, or the model takes more than 2 GiB even
     *     without its large constants
     */
    public static ImmutableList<Path> write(Model model, Path file, String dataName) {
        return write(model, file, dataName, moved -> {});
    }

    /** As {@link #write(Model, Path, String)}, telling of each file that has come to its place. */
    static ImmutableList<Path> write(Model model, Path file, String dataName, Consumer<Path> moved) {
        return in(file, () -> {
            Path data = file.resolveSibling(requireFileName(dataName, file));
            List<AtomicFiles.Part> parts = new ArrayList<>();
            Optional<Path> interim = isTaken(data) ? Optional.of(freeName(data)) : Optional.empty();
            interim.ifPresent(path -> addParts(parts, model, file, path));
            addParts(parts, model, file, data);
            AtomicFiles.write(parts, moved);
            if (interim.isPresent()) {
                Files.deleteIfExists(interim.get());
            }
            return ImmutableList.of(file, data);
        });
    }

    /** The constants first: a model must not stand there before what it reads. */
    private static void addParts(List<AtomicFiles.Part> parts, Model model, Path file, Path data) {
        ExternalLayout layout = ExternalLayout.of(model.graph(), String.valueOf(data.getFileName()));
        ModelProto proto = encode(model, layout);
        parts.add(new AtomicFiles.Part(data, out -> layout.write(model.graph(), out)));
        parts.add(new AtomicFiles.Part(file, proto::writeTo));
    }

    /** Whether something stands there that a model may read; what is no file shows when it is replaced. */
    private static boolean isTaken(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A name beside a file that nothing has. */
    private static Path freeName(Path file) {
        String base = file.getFileName() + ".new";
        Path free = file.resolveSibling(base);
        for (int number = 1; Files.exists(free, LinkOption.NOFOLLOW_LINKS); number++) {
            free = file.resolveSibling(base + number);
        }
        return free;
    }

    private static String requireFileName(String name, Path file) {
        boolean plain = !name.isBlank()
                && CharMatcher.anyOf("/\\:\0").matchesNoneOf(name)
                && !name.equals(".")
                && !name.equals("..")
                && !name.equals(String.valueOf(file.getFileName()));
        if (!plain) {
            throw GraphException.because("external data cannot lie in '" + name + "'")
                    .fix(
                            "give the name of another file than the model, without folders; it comes to lie beside the model")
                    .buildInvalidRequest();
        }
        return name;
    }

    private interface Step {
        ImmutableList<Path> run() throws IOException;
    }

    private static ImmutableList<Path> in(Path file, Step step) {
        try {
            return step.run();
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
        return encode(model, ExternalLayout.none()).toByteArray();
    }

    /** Protobuf counts in 32 bits and would not notice that a message is too large. */
    private static ModelProto encode(Model model, ExternalLayout external) {
        long tensors = tensorBytes(model.graph())
                - external.places().values().stream()
                        .mapToLong(ExternalLayout.Place::length)
                        .sum();
        if (tensors <= Integer.MAX_VALUE) {
            ModelProto proto = ModelCodec.encode(model, external);
            if (proto.getSerializedSize() >= tensors) {
                return proto;
            }
        }
        throw GraphException.because(
                        "the model takes more than 2 GiB, which is as large as an ONNX file can be; its constants alone have "
                                + tensors + " bytes")
                .fix(
                        "write its constants to a file beside it (espquant optimize --external-data NAME), or make it smaller")
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
