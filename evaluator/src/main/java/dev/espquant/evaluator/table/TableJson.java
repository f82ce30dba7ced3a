package dev.espquant.evaluator.table;

import dev.espquant.io.AtomicFiles;
import dev.espquant.quant.QuantizationTable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The toolkit's own form of a {@link QuantizationTable}: JSON with one tensor per line, so that two tables can be compared with any diff
 * tool. The same table always gives the same bytes.
 *
 * <pre>{@code
 * {
 *   "format": "espquant-table",
 *   "version": 1,
 *   "model": {"sha256": "..."},
 *   "bits": 8,
 *   "granularity": "per-channel",
 *   "method": "minmax",
 *   "samples": 100,
 *   "tensors": {
 *     "input": {"exponents": [-7], "min": 0.0, "max": 1.0},
 *     "weights": {"exponents": [-9, -8, -9]}
 *   },
 *   "sampleHashes": ["..."]
 * }
 * }</pre>
 *
 * An entry may have {@code "bits"} of its own where a model of ESP-DL 3.x mixes widths.
 */
public final class TableJson {
    static final String FORMAT = "espquant-table";
    static final int VERSION = 1;

    /** Exponents whose scale is a normal float32 number. */
    static final int MIN_EXPONENT = -126;

    static final int MAX_EXPONENT = 127;

    private TableJson() {}

    /** Reads a table; {@link dev.espquant.ir.GraphException} for anything that the format does not allow. */
    public static QuantizationTable read(Path file) {
        return new TableJsonReader(file.toString()).read(JsonFiles.read(file));
    }

    /** Reads a table from text; {@code name} stands for the file in errors. */
    public static QuantizationTable parse(String json, String name) {
        return new TableJsonReader(name).read(JsonFiles.parse(json, name));
    }

    /** Writes a table; the file is there whole or not at all. */
    public static void write(QuantizationTable table, Path file) throws IOException {
        AtomicFiles.writeText(file, toJson(table));
    }

    public static String toJson(QuantizationTable table) {
        return new TableJsonWriter().write(table);
    }
}
