package dev.espquant.evaluator.table;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a table as text whose bytes depend on the table alone. */
final class TableJsonWriter {
    private final StringBuilder out = new StringBuilder();

    String write(QuantizationTable table) {
        out.append("{\n");
        field("format", quoted(TableJson.FORMAT));
        field("version", Integer.toString(TableJson.VERSION));
        field("model", "{\"sha256\": " + quoted(table.modelSha256()) + "}");
        field("bits", Integer.toString(table.scheme().bits().bits()));
        field("granularity", quoted(table.scheme().granularity().label()));
        field("method", quoted(table.method()));
        field("samples", Integer.toString(table.samples()));
        out.append("  \"tensors\": {");
        lines(table.tensors().entrySet().stream().map(TableJsonWriter::tensor).toList());
        out.append(table.sampleHashes().isEmpty() ? "}" : "},\n  \"sampleHashes\": [");
        lines(table.sampleHashes().stream().map(TableJsonWriter::quoted).toList());
        out.append(table.sampleHashes().isEmpty() ? "" : "]");
        return out.append("\n}\n").toString();
    }

    private void field(String name, String value) {
        out.append("  ").append(quoted(name)).append(": ").append(value).append(",\n");
    }

    private void lines(List<String> lines) {
        for (Iterator<String> i = lines.iterator(); i.hasNext(); ) {
            out.append("\n    ").append(i.next()).append(i.hasNext() ? "," : "\n  ");
        }
    }

    private static String tensor(Map.Entry<String, TableEntry> named) {
        TableEntry entry = named.getValue();
        StringBuilder line = new StringBuilder(quoted(named.getKey()));
        line.append(": {\"exponents\": [")
                .append(entry.exponents().stream().mapToObj(Integer::toString).collect(Collectors.joining(", ")))
                .append(']');
        if (entry.min().isPresent() && entry.max().isPresent()) {
            line.append(", \"min\": ").append(number(entry.min().getAsDouble()));
            line.append(", \"max\": ").append(number(entry.max().getAsDouble()));
        }
        entry.bits().ifPresent(own -> line.append(", \"bits\": ").append(own.bits()));
        return line.append('}').toString();
    }

    /** The shortest decimal that reads back as the same double. {@code Double.toString} finds another one before Java 19 than since. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a range must be finite, found " + value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= 17; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == value) {
                break;
            }
        }
        shortest = shortest.stripTrailingZeros();
        return Math.abs(shortest.precision() - shortest.scale()) <= 20 ? shortest.toPlainString() : shortest.toString();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
