package dev.espquant.exporter.cpp;

import java.nio.charset.StandardCharsets;

/** Text of others inside C++: literals and comments that it cannot leave. */
public final class CppText {
    private CppText() {}

    /**
     * A string literal. Everything but printable ASCII becomes an octal escape of its UTF-8 bytes; so do quote, backslash and question mark
     * (trigraphs).
     */
    public static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '?') {
                literal.append('\\').append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7)));
                literal.append((char) ('0' + (c & 7)));
            } else {
                literal.append((char) c);
            }
        }
        return literal.append('"').toString();
    }

    /** Text for one line of comment: control characters, line separators, backslashes, {@code *}{@code /} and the like become blanks or {@code _}. */
    public static String comment(String text) {
        StringBuilder comment = new StringBuilder();
        text.codePoints().forEach(c -> comment.append(isPlain(c) ? (char) c : '_'));
        return comment.toString().replace("*/", "*_").replace("/*", "/_");
    }

    /** Text for one line of a listing: as it is, but control characters and line separators escaped as {@code \}{@code uXXXX}. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                line.append("\\u").append(String.format(java.util.Locale.ROOT, "%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /** Printable ASCII, without what could continue a comment's line (backslash, trigraphs). */
    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' && c != '\\' && c != '?';
    }
}
