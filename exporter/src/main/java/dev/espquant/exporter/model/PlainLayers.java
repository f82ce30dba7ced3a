package dev.espquant.exporter.model;

import dev.espquant.exporter.cpp.CppWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The C++ of layers that ESP-DL 1.x lacks. It lies beside this class, one file for each, and goes into headers that need it. */
final class PlainLayers {
    private PlainLayers() {}

    /** Writes the classes of the kinds that are not the library's, in a fixed order. */
    static void write(Set<LayerClass> kinds, CppWriter cpp) {
        for (LayerClass kind : LayerClass.values()) {
            if (kind.isPlain() && kinds.contains(kind)) {
                cpp.lines(source(kind)).blank();
            }
        }
    }

    private static String source(LayerClass kind) {
        String file = kind.cppName() + ".hpp";
        try (InputStream in = PlainLayers.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
