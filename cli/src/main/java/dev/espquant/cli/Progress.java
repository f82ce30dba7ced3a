package dev.espquant.cli;

import java.io.Console;
import java.io.PrintWriter;

/** One line on a terminal that says how far a long step is; silent where the standard error is not a terminal. */
final class Progress implements AutoCloseable {
    private final PrintWriter err;
    private final String step;
    private final int total;
    private final boolean shown;
    private int lastPercent = -1;

    Progress(PrintWriter err, String step, int total) {
        this.err = err;
        this.step = step;
        this.total = total;
        this.shown = total > 0 && onTerminal();
    }

    /** Shows that {@code done} of the total are done. */
    void update(int done) {
        int percent = (int) (100L * done / Math.max(1, total));
        if (shown && percent != lastPercent) {
            lastPercent = percent;
            err.print("\r" + step + " " + done + "/" + total);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (shown && lastPercent >= 0) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /** Newer Java runtimes have a console object even where there is no terminal, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
