package dev.espquant.ir.espdl;

import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes {@code .espdl} files. Constants and test values lie at multiples of 16 bytes from the start of the payload, filled up to whole
 * blocks of 16 bytes. The same model gives the same bytes on every machine.
 */
public final class EspdlWriter {
    /** Far above the flash memory of any chip; the library that builds FlatBuffers cannot go beyond 2 GiB. */
    private static final long MOST_BYTES = 1L << 29;

    private EspdlWriter() {}

    /**
     * Writes a file of one model, whole or not at all, with an {@code EDL2} header.
     *
     * @param key encrypts the model
     * @throws GraphException if the model breaks a rule of the format or the file cannot be written
     */
    public static void write(EspdlModel model, Path file, Optional<EspdlKey> key) {
        try {
            byte[] bytes = toBytes(model, EspdlContainer.EDL2, key);
            AtomicFiles.write(file, out -> out.write(bytes));
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

    /** The bytes of a plain file of one model, with an {@code EDL2} header. */
    public static byte[] toBytes(EspdlModel model) {
        return toBytes(model, EspdlContainer.EDL2, Optional.empty());
    }

    /**
     * The bytes of a file of one model.
     *
     * @param key encrypts the model
     * @throws GraphException if the model breaks a rule of the format
     */
    public static byte[] toBytes(EspdlModel model, EspdlContainer container, Optional<EspdlKey> key) {
        EspdlValidator.validate(model.graph());
        requireSmall(model.graph());
        FlatWriter writer = new FlatWriter();
        ByteBuffer payload = writer.finish(ModelTable.write(writer, model));
        return container.wrap(payload, key);
    }

    private static void requireSmall(EspdlGraph graph) {
        long bytes = Stream.of(graph.initializers(), graph.testInputs(), graph.testOutputs())
                .flatMap(tensors -> tensors.stream())
                .mapToLong(EspdlTensor::storedBytes)
                .sum();
        if (bytes > MOST_BYTES) {
            throw GraphException.because("constants and test values take " + bytes + " bytes, more than the "
                            + MOST_BYTES + " that an .espdl file can have")
                    .fix("make the model smaller")
                    .build();
        }
    }
}
