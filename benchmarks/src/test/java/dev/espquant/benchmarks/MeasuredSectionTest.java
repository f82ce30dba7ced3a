package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredSectionTest {
    @TempDir
    Path folder;

    @Test
    void theWordsAroundTheSectionStay() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.md"), "before\n" + MeasuredSection.BEGIN + "old\n" + MeasuredSection.END + "after\n");

        MeasuredSection.check(file, MeasuredSection.MEASURED);
        MeasuredSection.replace(file, MeasuredSection.MEASURED, "new\n");

        assertThat(file).hasContent("before\n" + MeasuredSection.BEGIN + "new\n" + MeasuredSection.END + "after\n");
    }

    @Test
    void aFileMayHaveSeveralSections() throws IOException {
        String first = MeasuredSection.BEGIN + "a\n" + MeasuredSection.END;
        String begin = "<!-- measured 3.x: begin -->\n";
        String end = "<!-- measured 3.x: end -->\n";
        Path file = Files.writeString(folder.resolve("a.md"), first + begin + "old\n" + end);

        MeasuredSection.replace(file, MeasuredSection.named("3.x"), "new\n");

        assertThat(file).hasContent(first + begin + "new\n" + end);
    }

    @Test
    void aFileWithoutTheSectionIsRefusedAndKept() throws IOException {
        Path file = Files.writeString(folder.resolve("a.md"), MeasuredSection.END + MeasuredSection.BEGIN);

        assertThatThrownBy(() -> MeasuredSection.check(file, MeasuredSection.MEASURED))
                .hasMessageContaining("a.md");
        assertThatThrownBy(() -> MeasuredSection.replace(file, MeasuredSection.MEASURED, "new\n"))
                .hasMessageContaining("a.md")
                .hasMessageContaining("<!-- measured: begin -->");
        assertThat(file).hasContent(MeasuredSection.END + MeasuredSection.BEGIN);
    }

    @Test
    void aCheckFindsBothBeforeAnythingIsMeasured() throws IOException {
        Path without = Files.writeString(folder.resolve("a.md"), "words");
        Path with = Files.writeString(folder.resolve("b.md"), MeasuredSection.BEGIN + "old\n" + MeasuredSection.END);

        assertThatThrownBy(() -> MeasuredSection.check(folder.resolve("none.md"), MeasuredSection.MEASURED))
                .hasMessageContaining("none.md");
        assertThatThrownBy(() -> MeasuredSection.check(without, MeasuredSection.MEASURED))
                .hasMessageContaining("a.md");
        MeasuredSection.check(with, MeasuredSection.MEASURED);
        assertThat(with).hasContent(MeasuredSection.BEGIN + "old\n" + MeasuredSection.END);
    }
}
