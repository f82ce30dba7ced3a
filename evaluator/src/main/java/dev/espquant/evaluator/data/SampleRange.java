package dev.espquant.evaluator.data;

import dev.espquant.ir.GraphException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which samples of a file are meant, written as Python's indices and slices: {@code 0:5000:50}, {@code :100}, {@code -10:}, {@code 7},
 * {@code ::-1}. Unlike Python, bounds beyond the data are an error: no sample that somebody asked for is left out in silence.
 */
public final class SampleRange {
    private static final SampleRange ALL =
            new SampleRange(":", OptionalLong.empty(), OptionalLong.empty(), 1, /* single= */ false);
    private static final Pattern SYNTAX = Pattern.compile("(-?\\d{1,9})?(?:(:)(-?\\d{1,9})?(?::(-?\\d{1,9})?)?)?");

    private final String text;
    private final OptionalLong start;
    private final OptionalLong stop;
    private final long step;
    private final boolean single;

    private SampleRange(String text, OptionalLong start, OptionalLong stop, long step, boolean single) {
        this.text = text;
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.single = single;
    }

    /** Every sample. */
    public static SampleRange all() {
        return ALL;
    }

    public static SampleRange parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (text.isBlank() || !matcher.matches()) {
            throw malformed(text);
        }
        OptionalLong start = number(matcher.group(1));
        long step = number(matcher.group(4)).orElse(1);
        if (step == 0) {
            throw malformed(text);
        }
        return new SampleRange(text.strip(), start, number(matcher.group(3)), step, matcher.group(2) == null);
    }

    /** The samples of this range among {@code total}; an error if it is empty or reaches beyond them. */
    public Rows of(long total) {
        if (single) {
            long row = start.getAsLong();
            check(row >= -total && row < total, total);
            return new Rows(row < 0 ? row + total : row, 1, 1);
        }
        long from = bound(start, total, step > 0 ? 0 : total - 1);
        long to = bound(stop, total, step > 0 ? total : -1);
        long count = step > 0 ? Math.floorDiv(to - from + step - 1, step) : Math.floorDiv(from - to - step - 1, -step);
        check(count > 0 && count <= Integer.MAX_VALUE, total);
        return new Rows(from, step, (int) count);
    }

    private long bound(OptionalLong given, long total, long otherwise) {
        if (given.isEmpty()) {
            return otherwise;
        }
        long value = given.getAsLong();
        check(value >= -total && value <= total, total);
        long row = value < 0 ? value + total : value;
        check(step > 0 || row < total, total);
        return row;
    }

    private void check(boolean condition, long total) {
        if (!condition) {
            throw GraphException.because("the range " + text + " does not lie within the " + total + " samples")
                    .fix("choose one within 0:" + total)
                    .buildInvalidRequest();
        }
    }

    private static OptionalLong number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }

    private static GraphException malformed(String text) {
        return GraphException.because("'" + text + "' is no range of samples")
                .fix("write START:STOP, START:STOP:STEP with a step other than 0, or one number, as in 0:5000:50")
                .buildInvalidRequest();
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * A range within known data.
     *
     * @param first row of the first sample
     * @param step from one sample's row to the next's; may be negative
     * @param count of samples, at least one
     */
    public record Rows(long first, long step, int count) {
        public long row(int sample) {
            if (sample < 0 || sample >= count) {
                throw new IndexOutOfBoundsException("sample " + sample + " of " + count);
            }
            return first + sample * step;
        }
    }
}
