package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void isTheSameWhereverItIsAskedFor() {
        String version = Cli.run("--version").out();

        assertThat(version.strip()).isEqualTo(Version.text());
        assertThat(Cli.run("-V").out()).isEqualTo(version);
        assertThat(Cli.run("evaluate", "--version").out()).isEqualTo(version);
        assertThat(Cli.run("--verbose", "--version").out()).isEqualTo(version);
    }

    @Test
    void aloneItNeedsNoOtherCommand() {
        assertThat(Version.isAskedFor("--version")).isTrue();
        assertThat(Version.isAskedFor("--version", "--json")).isFalse();
        assertThat(Version.isAskedFor()).isFalse();
    }
}
