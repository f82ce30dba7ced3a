package dev.espquant.cli;

/** What the process tells its caller. */
final class ExitCode {
    static final int OK = 0;
    /** A defect of this program. */
    static final int INTERNAL = 1;
    /** Wrong arguments. */
    static final int USAGE = 2;
    /** A model, table or array that cannot be used, or a file that cannot be read or written. */
    static final int BAD_INPUT = 3;
    /** A sound model that the target cannot run. */
    static final int UNSUPPORTED = 4;
    /** Two things that were compared are not the same. */
    static final int DIFFERENT = 5;

    private ExitCode() {}
}
