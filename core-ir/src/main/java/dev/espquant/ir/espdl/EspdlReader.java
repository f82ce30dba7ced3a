package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads {@code .espdl} files: single models and packs, plain and encrypted. Files may be damaged or hostile: what comes out keeps the rules
 * of {@link EspdlValidator}, and whatever else can be found in one is a {@link GraphException} that names the file, the place, the rule and
 * what would mend it. Memory and time are bounded by the size of the file.
 */
public final class EspdlReader {
    private EspdlReader() {}

    /**
     * The model of a file that holds one.
     *
     * @throws GraphException if the file cannot be read, is encrypted, holds several models or no valid one
     */
    public static EspdlModel read(Path file) {
        return in(file, () -> open(contents(file), Optional.empty()).onlyModel());
    }

    /**
     * All of a file.
     *
     * @param key the key of encrypted models
     * @throws GraphException if the file cannot be read, a key is missing or wrong, or a model is not valid
     */
    public static EspdlFile open(Path file, Optional<EspdlKey> key) {
        return in(file, () -> open(contents(file), key));
    }

    /**
     * All of a file in memory.
     *
     * @param nameForMessages what error messages call it, a file name or where the bytes come from
     * @throws GraphException if a key is missing or wrong, or a model is not valid
     */
    public static EspdlFile open(byte[] bytes, String nameForMessages, Optional<EspdlKey> key) {
        return in(nameForMessages, () -> open(ByteBuffer.wrap(bytes.clone()), key));
    }

    private static EspdlFile open(ByteBuffer file, Optional<EspdlKey> key) {
        if (!EspdlPack.isPack(file)) {
            EspdlContainer.Content content = EspdlContainer.read(file);
            EspdlContainer.requireFilling(
                    file.slice((int) content.length(), file.remaining() - (int) content.length()));
            return new EspdlFile(Optional.empty(), "", ImmutableList.of(entry("", content, key)));
        }
        EspdlPack pack = PackReader.read(file);
        ImmutableList<EspdlFile.Entry> entries = pack.models().entrySet().stream()
                .map(m -> entry(m.getKey(), EspdlContainer.read(m.getValue()), key))
                .collect(ImmutableList.toImmutableList());
        return new EspdlFile(Optional.of(pack.kind()), pack.version(), entries);
    }

    private static EspdlFile.Entry entry(String name, EspdlContainer.Content content, Optional<EspdlKey> key) {
        ByteBuffer payload = content.plain(key);
        try {
            EspdlModel model = ModelTable.read(new FlatBytes(payload).root());
            EspdlValidator.validate(model.graph());
            return new EspdlFile.Entry(name, content.container(), content.encrypted(), payload.remaining(), model);
        } catch (GraphException e) {
            throw content.encrypted() ? wrongKey(e) : e;
        }
    }

    /** Decrypting never fails; a wrong key shows by what comes out of it. */
    private static GraphException wrongKey(GraphException damage) {
        return GraphException.because("with this key it holds no model (" + damage.getMessage() + ")")
                .fix("give the key that it was encrypted with")
                .cause(damage)
                .build();
    }

    private static ByteBuffer contents(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw GraphException.because(Files.exists(file) ? "it is not a regular file" : "there is no such file")
                    .fix("give the path of an .espdl file")
                    .build();
        }
        if (Files.size(file) > Integer.MAX_VALUE - EspdlTensor.BLOCK) {
            throw GraphException.because("it has " + Files.size(file) + " bytes; no .espdl file is that large")
                    .fix("give the path of an .espdl file")
                    .build();
        }
        return ByteBuffer.wrap(Files.readAllBytes(file));
    }

    /** A step of reading. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T in(Object file, Step<T> step) {
        try {
            return step.run();
        } catch (GraphException e) {
            throw e.toBuilder().file(file).build();
        } catch (IOException e) {
            throw GraphException.because("it cannot be read (" + e + ")")
                    .file(file)
                    .fix("check the path and its permissions")
                    .cause(e)
                    .build();
        } catch (OutOfMemoryError e) {
            throw GraphException.because("it needs more memory than this Java process has")
                    .file(file)
                    .fix("give Java more memory with -Xmx")
                    .cause(e)
                    .build();
        }
    }
}
