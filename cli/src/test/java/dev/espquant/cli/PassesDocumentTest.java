package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.Preset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/passes.md} says what the passes and the comments on their classes say. Run with -Despquant.accept=true to write it anew. */
class PassesDocumentTest {
    private static final Path ROOT = Path.of(System.getProperty("espquant.root"));
    private static final Pattern DRAWING = Pattern.compile("<pre>(?:\\{@code)?\\s*\\n(.*?)</pre>", Pattern.DOTALL);

    @Test
    void the_document_is_what_the_passes_say() throws IOException {
        Path document = ROOT.resolve("docs/passes.md");
        String text = document();
        if (Boolean.getBoolean("espquant.accept")) {
            Files.writeString(document, text);
        }
        assertThat(document).hasContent(text);
    }

    /** A pass without a picture of what it does would leave a hole in the document. */
    @Test
    void every_pass_shows_what_it_does() throws IOException {
        for (GraphPass pass : Optimizer.passes().all()) {
            assertThat(drawing(pass)).as(pass.name()).isNotEmpty();
        }
    }

    private static String document() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(Resources.toString(
                        Resources.getResource(PassesDocumentTest.class, "passes-head.md"), StandardCharsets.UTF_8)
                .strip());
        for (Phase phase : Phase.values()) {
            lines.add("");
            lines.add("## " + phase.name().toLowerCase(Locale.ROOT));
            for (GraphPass pass : Optimizer.passes().all()) {
                if (pass.phase() == phase) {
                    lines.addAll(section(pass));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> section(GraphPass pass) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("### " + pass.name());
        lines.add("");
        lines.add(capitalized(pass.summary()) + ". " + presets(pass));
        lines.add("");
        drawing(pass).forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
        return lines;
    }

    private static String presets(GraphPass pass) {
        if (pass.optIn()) {
            return "*By name only.*";
        }
        return Preset.MISSION.selects(pass) ? "*mission, full*" : "*full*";
    }

    /** What the comment on the class draws. */
    private static List<String> drawing(GraphPass pass) throws IOException {
        Path source = ROOT.resolve("optimizer/src/main/java")
                .resolve(pass.getClass().getName().replace('.', '/') + ".java");
        Matcher matcher = DRAWING.matcher(Files.readString(source));
        List<String> lines = new ArrayList<>();
        if (matcher.find()) {
            for (String line : matcher.group(1).lines().toList()) {
                lines.add(line.replaceFirst("^ \\* ?", "")
                        .replace("{@code ", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .stripTrailing());
            }
        }
        while (!lines.isEmpty()
                && (lines.get(lines.size() - 1).isEmpty()
                        || lines.get(lines.size() - 1).equals("}"))) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static String capitalized(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
