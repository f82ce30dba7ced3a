package dev.espquant.exporter.cpp;

/** The elements of an integer array as ESP-DL's tools lay them out: right-aligned in six columns, 512 a line, eight blanks in front. */
public final class CppArray {
    private static final int COLUMNS = 6;
    private static final int PER_LINE = 512;
    private static final String INDENT = "        ";

    private CppArray() {}

    /** The text between the braces, without a line end behind the last element. */
    public static String elements(int... values) {
        StringBuilder text = new StringBuilder(INDENT.length() + values.length * (COLUMNS + 2)).append(INDENT);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append(i % PER_LINE == 0 ? ",\n" + INDENT : ", ");
            }
            String digits = Integer.toString(values[i]);
            text.append(" ".repeat(Math.max(0, COLUMNS - digits.length()))).append(digits);
        }
        return text.toString();
    }
}
