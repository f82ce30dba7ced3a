package dev.espquant.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version {
    private Version() {}

    static String text() {
        return "espquant "
                + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("(not built as a jar)");
    }

    /** Whether the version is all that a user wants. Then the other commands, whose descriptions take most of the time to read, can stay away. */
    static boolean isAskedFor(String... arguments) {
        return arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"));
    }

    /** For the version of a subcommand, and beside other options. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }
}
