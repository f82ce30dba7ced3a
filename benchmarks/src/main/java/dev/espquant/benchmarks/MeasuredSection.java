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

    /** Replaces the section of a file. */
    public static void replace(Path file, String content) throws IOException {
        String text = Files.readString(file);
        AtomicFiles.writeText(file, replace(file, text, content));
    }

    private static String replace(Path file, String text, String content) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw GraphException.because("it has no section for what is measured")
                    .file(file)
                    .fix("write the lines " + BEGIN.strip() + " and " + END.strip() + " where the tables belong")
                    .build();
        }
        return text.substring(0, begin + BEGIN.length()) + content + text.substring(end);
    }
}
