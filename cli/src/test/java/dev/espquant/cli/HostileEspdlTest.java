package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged {@code .espdl} files through {@code inspect}, {@code run} and {@code diff}: cut short, with offsets that point nowhere or at themselves,
 * with counts beyond every memory. One line that names the file and the right exit code, or an answer.
 */
@Timeout(120)
class HostileEspdlTest {
    private static final int HEADER = 16;

    /** What a word becomes: nothing, a step to itself or back, beyond the file, a count that fits 32 bits and no memory. */
    private static final List<Integer> WORDS = List.of(0, -4, 1 << 20, Integer.MAX_VALUE);

    /** How many of these words a place gets, others than the place before it. */
    private static final int TURNS = 2;

    private static final Set<Integer> ANSWERS =
            Set.of(ExitCode.OK, ExitCode.BAD_INPUT, ExitCode.UNSUPPORTED, ExitCode.DIFFERENT);

    @TempDir
    Path folder = Path.of("");

    private static Path sound(Path folder) {
        return EspdlFiles.write(folder.resolve("sound.espdl"), EspdlFiles.gemm("NHWC", 1, 2));
    }

    @Test
    void cutShort() throws IOException {
        Path sound = sound(folder);
        Path cut = folder.resolve("cut.espdl");
        byte[] bytes = Files.readAllBytes(sound);
        for (int length = 0; length < bytes.length; length += 64) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            refused(cut, Cli.run("inspect", cut));
            refused(cut, Cli.run("run", cut));
            refused(cut, Cli.run("diff", sound, cut));
        }
    }

    private static void refused(Path file, Cli run) {
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("espquant: " + file + ": ")
                .contains(". Fix: ")
                .hasLineCount(1);
    }

    /** In a process of its own that could hold none of the claimed sizes. */
    @Test
    void everyWordChangedInLittleMemory() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Changes.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(text).endsWith("all as expected\n");
    }

    /** Changes one word of a sound file after the other and asks a command about each. */
    static final class Changes {
        private Changes() {}

        public static void main(String[] arguments) throws IOException {
            String unexpected = of(Path.of(arguments[0]));
            System.out.print(unexpected.isEmpty() ? "all as expected\n" : unexpected);
        }

        /** What went wrong; empty if nothing did. */
        static String of(Path folder) throws IOException {
            StringBuilder unexpected = new StringBuilder();
            Path sound = sound(folder);
            Path changed = folder.resolve("changed.espdl");
            byte[] bytes = Files.readAllBytes(sound);
            int turn = 0;
            for (int at = HEADER; at + 4 <= bytes.length; at += 4) {
                for (int i = 0; i < TURNS; i++) {
                    int word = WORDS.get(turn % WORDS.size());
                    byte[] copy = bytes.clone();
                    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(at, word);
                    Files.write(changed, copy);
                    Cli run = ask(turn++, sound, changed);
                    if (!isClear(run)) {
                        unexpected.append(at + " = " + word + ": " + run.code() + " " + run.err() + "\n");
                    }
                }
            }
            return unexpected.toString();
        }

        /** One command after the other; three commands and four words take turns with each other. */
        private static Cli ask(int turn, Path sound, Path changed) {
            return switch (turn % 3) {
                case 0 -> Cli.run("run", changed, "--target", "esp32");
                case 1 -> Cli.run("inspect", changed);
                default -> Cli.run("diff", sound, changed);
            };
        }

        private static boolean isClear(Cli run) {
            boolean answered = run.code() == ExitCode.OK || run.code() == ExitCode.DIFFERENT;
            boolean explained = run.err().lines().count() == 1 && run.err().contains(". Fix: ");
            return ANSWERS.contains(run.code()) && (answered || explained);
        }
    }
}
