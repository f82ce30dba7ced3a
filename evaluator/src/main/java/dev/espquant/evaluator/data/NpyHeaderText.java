package dev.espquant.evaluator.data;

import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.GraphException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Python dictionary in a {@code .npy} header: <code>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</code>. Exactly
 * these three keys, in any order; nothing else of Python is understood.
 */
final class NpyHeaderText {
    /** NumPy's own limit is 64 since version 2. */
    private static final int MAX_RANK = 64;

    private final String text;
    private final String file;
    private int at;
    private @Nullable String descr;
    private @Nullable Boolean fortranOrder;
    private @Nullable ImmutableLongArray shape;

    NpyHeaderText(String text, String file) {
        this.text = text;
        this.file = file;
    }

    NpyHeader parse(int dataOffset) {
        expect('{');
        while (!skip('}')) {
            entry();
            if (!skip(',')) {
                expect('}');
                break;
            }
        }
        if (peek() != 0) {
            throw error("nothing may follow the dictionary");
        }
        if (descr == null || fortranOrder == null || shape == null) {
            throw error("it must have 'descr', 'fortran_order' and 'shape'");
        }
        if (fortranOrder && !orderIsTheSame(shape)) {
            throw fortran();
        }
        return new NpyHeader(type(descr), order(descr), shape, dataOffset);
    }

    private void entry() {
        String key = string();
        expect(':');
        switch (key) {
            case "descr" -> {
                once(descr == null, key);
                if (peek() == '[') {
                    throw GraphException.because("the array has records (a structured type), not plain numbers")
                            .file(file)
                            .fix("save one field: numpy.save(file, array['field'])")
                            .build();
                }
                descr = string();
            }
            case "fortran_order" -> {
                once(fortranOrder == null, key);
                fortranOrder = bool();
            }
            case "shape" -> {
                once(shape == null, key);
                shape = tuple();
            }
            default -> throw error("key '" + key + "' is unknown");
        }
    }

    private NpyType type(String description) {
        String code = description.matches("[<>|=].*") ? description.substring(1) : description;
        return NpyType.ofCode(code)
                .orElseThrow(() -> GraphException.because("elements of NumPy type '" + description
                                + "' are no numbers that a model takes (bool, integers of 8 to 64 bits, float16/32/64)")
                        .file(file)
                        .fix("convert it: numpy.save(file, array.astype('float32'))")
                        .build());
    }

    private static ByteOrder order(String description) {
        return description.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** With at most one dimension beyond 1, column-major and row-major order are one. */
    private static boolean orderIsTheSame(ImmutableLongArray sizes) {
        return sizes.stream().filter(size -> size != 1).count() <= 1;
    }

    private GraphException fortran() {
        return GraphException.because(
                        "the array is stored in Fortran (column-major) order, so that one sample is spread"
                                + " over the whole file")
                .file(file)
                .fix("store it row by row: numpy.save(file, numpy.ascontiguousarray(array))")
                .build();
    }

    private ImmutableLongArray tuple() {
        ImmutableLongArray.Builder sizes = ImmutableLongArray.builder();
        expect('(');
        int rank = 0;
        while (!skip(')')) {
            if (++rank > MAX_RANK) {
                throw error("an array has at most " + MAX_RANK + " dimensions");
            }
            sizes.add(integer());
            if (!skip(',')) {
                if (rank == 1) {
                    throw error("a tuple of one number ends with a comma");
                }
                expect(')');
                break;
            }
        }
        return sizes.build();
    }

    private long integer() {
        peek();
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > 18) {
            throw error("a size must be a number from 0 to 10^18");
        }
        long value = Long.parseLong(text.substring(from, at));
        skip('L'); // Python 2 wrote long integers so
        return value;
    }

    private boolean bool() {
        peek();
        for (String word : new String[] {"True", "False"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw error("'fortran_order' must be True or False");
    }

    private String string() {
        char quote = peek();
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0) {
            throw error("a quoted text is expected at character " + at);
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        return value;
    }

    private void once(boolean first, String key) {
        if (!first) {
            throw error("'" + key + "' stands there twice");
        }
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw error("'" + wanted + "' is expected at character " + at);
        }
    }

    private boolean skip(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The next character that is no blank; 0 at the end. */
    private char peek() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private GraphException error(String reason) {
        return NpyHeader.error(file, "the .npy header is not what NumPy writes: " + reason);
    }
}
