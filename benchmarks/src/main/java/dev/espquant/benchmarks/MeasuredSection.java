package dev.espquant.benchmarks;

import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a Markdown file that a program writes; the words around it are people's. */
public final class MeasuredSection {
    /** The section of a file that has no other. */
    public static final String MEASURED = "measured";

    public static final String BEGIN = begin(MEASURED);
    public static final String END = end(MEASURED);

    private MeasuredSection() {}

    /** The name of one of several sections of a file. */
    public static String named(String name) {
        return MEASURED + " " + name;
    }

    private static String begin(String section) {
        return "<!-- " + section + ": begin -->\n";
    }

    private static String end(String section) {
        return "<!-- " + section + ": end -->\n";
    }

    /**
     * Makes sure, before minutes of measuring, that {@link #replace} will find its section.
     *
     * @throws GraphException if there is no such file, or no section in it
     */
    public static void check(Path file, String section) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw GraphException.because("there is no such file")
                    .file(file)
                    .fix("name the document whose tables shall be filled")
                    .build();
        }
        replaced(file, section, "");
    }

    /** Replaces a section of a file: {@link #MEASURED}, or {@link #named one of several}. */
    public static void replace(Path file, String section, String content) throws IOException {
        AtomicFiles.writeText(file, replaced(file, section, content));
    }

    private static String replaced(Path file, String section, String content) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(begin(section));
        int end = text.indexOf(end(section));
        if (begin < 0 || end < begin) {
            throw GraphException.because("it has no section for what is measured")
                    .file(file)
                    .fix("write the lines " + begin(section).strip() + " and "
                            + end(section).strip() + " where the tables belong")
                    .build();
        }
        return text.substring(0, begin + begin(section).length()) + content + text.substring(end);
    }
}
