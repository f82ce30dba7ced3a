package dev.espquant.cli;

import com.google.common.base.CharMatcher;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.espdl.EspdlFile;
import dev.espquant.ir.espdl.EspdlKey;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.espdl.EspdlReader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an {@code .espdl} file is opened. */
final class EspdlOptions {
    @Option(
            names = "--key",
            paramLabel = "HEX",
            description = "Key of encrypted models (AES-128): 32 hexadecimal digits.")
    @Nullable
    String key;

    @Option(names = "--model", paramLabel = "NAME", description = "Which model of a pack.")
    @Nullable
    String model;

    /** All of a file. */
    EspdlFile open(Path file) {
        return EspdlReader.open(file, Optional.ofNullable(key).map(EspdlKey::ofHex));
    }

    /** The only model of a file, or the one that {@code --model} names. */
    EspdlModel model(Path path) {
        EspdlFile file = open(path);
        try {
            return model == null ? file.onlyModel() : file.model(model);
        } catch (GraphException e) {
            throw e.toBuilder().file(path).build();
        }
    }

    /** Text of a file as a terminal may show it: no control characters. */
    static String shown(Object text) {
        return CharMatcher.javaIsoControl().replaceFrom(String.valueOf(text), '?');
    }
}
