package dev.espquant.cli;

import com.google.common.hash.Hashing;
import dev.espquant.evaluator.table.ImportOptions;
import dev.espquant.evaluator.table.ImportedTable;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.evaluator.table.TablePickle;
import dev.espquant.quant.QuantizationTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads quantization tables in either form, telling by the file's name which one it is. */
final class TableFiles {
    private TableFiles() {}

    /** Whether a file's name says that it is a Python pickle. */
    static boolean isPickle(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pickle") || name.endsWith(".pkl");
    }

    /** Reads a table; what had to be assumed about a foreign one is said on {@code err}. */
    static QuantizationTable read(Path file, ImportOptions options, PrintWriter err) {
        if (!isPickle(file)) {
            return TableJson.read(file);
        }
        ImportedTable imported = TablePickle.read(file, options);
        imported.assumptions().forEach(assumption -> err.println("note: " + file + ": " + assumption));
        return imported.table();
    }

    /** Reads the table of a model; warns if it was made for another one. */
    static QuantizationTable readFor(Path model, Path file, PrintWriter err) throws IOException {
        QuantizationTable table = read(file, ImportOptions.DETECT, err);
        if (!table.modelSha256().isEmpty() && !table.modelSha256().equals(sha256(model))) {
            err.println("warning: " + file + " was calibrated on another model file than " + model
                    + ": calibrate again unless you know that they compute the same");
        }
        return table;
    }

    static String sha256(Path file) throws IOException {
        return com.google.common.io.Files.asByteSource(file.toFile())
                .hash(Hashing.sha256())
                .toString();
    }

    static void requireFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new java.nio.file.NoSuchFileException(file.toString());
        }
    }
}
