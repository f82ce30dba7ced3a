package dev.espquant.benchmarks;

import dev.espquant.io.AtomicFiles;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a Markdown file that a program writes; the words around it are people's. */
public final class MeasuredSection {
    public static final String BEGIN = "<!-- measured: begin -->\n";
    public static final String END = "<!-- measured: end -->\n";

    private MeasuredSection() {}

    /**
     * Makes sure, before minutes of measuring, that {@link #replace} will find its section.
     *
     * @throws GraphException if there is no such file, or no section in it
     */
    public static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw GraphException.because("there is no such file")
                    .file(file)
                    .fix("name the document whose tables shall be filled")
                    .build();
        }
        replaced(file, BEGIN, END, "");
    }

    /** Replaces the section of a file. */
    public static void replace(Path file, String content) throws IOException {
        replace(file, BEGIN, END, content);
    }

    /** Replaces one of several sections, which begins with the line {@code <!-- measured NAME: begin -->}. */
    public static void replace(Path file, String name, String content) throws IOException {
        replace(
                file,
                BEGIN.replace("measured", "measured " + name),
                END.replace("measured", "measured " + name),
                content);
    }

    private static void replace(Path file, String begin, String end, String content) throws IOException {
        AtomicFiles.writeText(file, replaced(file, begin, end, content));
    }

    private static String replaced(Path file, String first, String last, String content) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(first);
        int end = text.indexOf(last);
        if (begin < 0 || end < begin) {
            throw GraphException.because("it has no section for what is measured")
                    .file(file)
                    .fix("write the lines " + first.strip() + " and " + last.strip() + " where the tables belong")
                    .build();
        }
        return text.substring(0, begin + first.length()) + content + text.substring(end);
    }
}
