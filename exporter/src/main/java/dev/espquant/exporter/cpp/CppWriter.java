package dev.espquant.exporter.cpp;

/** Collects C++ line by line, four blanks per level, Unix line ends. Not thread safe. */
public final class CppWriter {
    private static final String INDENT = "    ";
    private final StringBuilder text = new StringBuilder();
    private int level;

    /** One line at the current level; an empty one has no blanks. */
    public CppWriter line(String code) {
        if (!code.isEmpty()) {
            text.append(INDENT.repeat(level)).append(code);
        }
        text.append('\n');
        return this;
    }

    /** Several lines at the current level. */
    public CppWriter lines(String code) {
        code.lines().forEach(this::line);
        return this;
    }

    public CppWriter blank() {
        return line("");
    }

    /** Text that has its own layout and line ends, such as an array. */
    public CppWriter raw(String code) {
        text.append(code);
        return this;
    }

    /** A line and the brace below it; what follows is one level deeper. */
    public CppWriter open(String head) {
        line(head).line("{");
        level++;
        return this;
    }

    /** The closing brace, with what belongs behind it: {@code ;} for a class. */
    public CppWriter close(String behind) {
        level--;
        return line("}" + behind);
    }

    public CppWriter close() {
        return close("");
    }

    /** A line one level further out: {@code public:}. */
    public CppWriter label(String code) {
        level--;
        line(code);
        level++;
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
