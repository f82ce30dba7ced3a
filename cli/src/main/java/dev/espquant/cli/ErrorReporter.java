package dev.espquant.cli;

import dev.espquant.evaluator.equivalence.NotEquivalentException;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.InvalidRequestException;
import dev.espquant.ir.UnsupportedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong, and maps it to the documented exit code; {@code --verbose} adds the stack trace. */
final class ErrorReporter implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        int code = exitCode(error);
        boolean ownDefect = code == ExitCode.INTERNAL && !(error instanceof NotEquivalentException);
        err.println("espquant: " + (ownDefect ? "internal error: " + error : message(error)));
        if (parsed.hasMatchedOption("--verbose") || EspQuant.isVerbose(command)) {
            error.printStackTrace(err);
        } else if (error instanceof NotEquivalentException) {
            err.println("Nothing was written. Fix: leave the pass out with --without NAME, and tell its author.");
        } else if (ownDefect) {
            err.println("This is a defect of espquant; --verbose shows where it happened.");
        }
        return code;
    }

    private static int exitCode(Exception error) {
        if (error instanceof UnsupportedModelException) {
            return ExitCode.UNSUPPORTED;
        }
        if (error instanceof InvalidRequestException) {
            return ExitCode.USAGE;
        }
        boolean input = error instanceof GraphException
                || error instanceof IOException
                || error instanceof UncheckedIOException;
        return input ? ExitCode.BAD_INPUT : ExitCode.INTERNAL;
    }

    private static String message(Exception error) {
        Exception cause = error instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : error;
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        return String.valueOf(cause.getMessage());
    }
}
