package dev.espquant.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Starts the command line and turns its result into an exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (!Version.isAskedFor(args)) {
            Logging.configure();
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs one command, as {@code main} does but without ending the process.
     *
     * @param out where results go
     * @param err where progress, warnings and errors go
     * @return the exit code, see the manual
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        if (Version.isAskedFor(args)) {
            out.println(Version.text());
            return ExitCode.OK;
        }
        CommandLine line = new CommandLine(new EspQuant())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(EspQuant::execute)
                .setExecutionExceptionHandler(new ErrorReporter());
        try {
            return line.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            err.println("espquant: this needs more memory than the Java process has (" + e
                    + "). Fix: give Java more with -Xmx and -Xss, or use a smaller model");
            return ExitCode.BAD_INPUT;
        }
    }
}
