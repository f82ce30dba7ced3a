package dev.espquant.benchmarks;

import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Files of random images, always the same: bytes, as cameras and data sets have them. */
public final class RandomImages {
    private static final long SEED = 7;
    private static final int HEADER_LENGTH = 118;

    private RandomImages() {}

    /**
     * Writes a {@code .npy} file of images for the only input of a graph.
     *
     * @param images how many; the first dimension of the array
     */
    public static void write(Path file, Graph graph, int images) throws IOException {
        Shape shape = graph.shape(graph.inputs().get(0).name()).orElseThrow();
        List<Dimension> sizes = shape.dimensions().subList(1, shape.rank());
        long bytes = 1;
        for (Dimension size : sizes) {
            bytes *= ((Dimension.Fixed) size).size();
        }
        String dimensions = sizes.stream().map(Dimension::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + images + ", " + dimensions + "), }";
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, HEADER_LENGTH, 0});
            out.write((header + " ".repeat(HEADER_LENGTH - 1 - header.length()) + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            Random random = new Random(SEED);
            byte[] image = new byte[Math.toIntExact(bytes)];
            for (int i = 0; i < images; i++) {
                random.nextBytes(image);
                out.write(image);
            }
        }
    }
}
