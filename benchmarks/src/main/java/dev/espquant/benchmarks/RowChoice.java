package dev.espquant.benchmarks;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.data.SampleRange;
import java.util.BitSet;
import java.util.Optional;

/**
 * Rows of a data file: a range as {@link SampleRange} writes it, less the rows of another range.
 *
 * @param range such as {@code 0:5000:50}
 * @param without rows to leave out, such as those that calibrate
 */
record RowChoice(String range, Optional<String> without) {
    static RowChoice of(String range) {
        return new RowChoice(range, Optional.empty());
    }

    RowChoice without(String rows) {
        return new RowChoice(range, Optional.of(rows));
    }

    /** The rows among so many. */
    ImmutableIntArray among(long total) {
        BitSet excluded = new BitSet();
        without.ifPresent(text -> rows(text, total).forEach(excluded::set));
        return ImmutableIntArray.copyOf(rows(range, total).stream().filter(row -> !excluded.get(row)));
    }

    private static ImmutableIntArray rows(String text, long total) {
        SampleRange.Rows rows = SampleRange.parse(text).of(total);
        ImmutableIntArray.Builder builder = ImmutableIntArray.builder(rows.count());
        for (int i = 0; i < rows.count(); i++) {
            builder.add(Math.toIntExact(rows.row(i)));
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return "`" + range + "`" + without.map(w -> " without `" + w + "`").orElse("");
    }
}
