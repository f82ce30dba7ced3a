package dev.espquant.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyTableTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("espquant.root")).resolve("docs/accuracy.md");

    @TempDir
    Path folder;

    @Test
    void theDocumentHasARowForEveryModel() throws IOException {
        String text = Files.readString(DOCUMENT);

        assertThat(text).contains(MeasuredSection.BEGIN, MeasuredSection.END);
        AccuracyCases.all()
                .forEach(judged -> assertThat(text)
                        .contains("| " + judged.title() + " |", "### " + judged.title() + "\n", judged.model()));
        QuantizationMode.ALL.forEach(mode -> assertThat(text).contains(mode.title()));
    }

    @Test
    void wrongCallsAndMissingDataChangeNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.md"), "text");

        assertThat(AccuracyTable.run(List.of(), folder)).isEqualTo(2);
        assertThat(AccuracyTable.run(List.of(file.toString()), folder.resolve("none")))
                .isEqualTo(3);
        assertThat(file).hasContent("text");
    }
}
