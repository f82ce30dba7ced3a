package dev.espquant.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import java.util.stream.Collectors;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether, and how often, the optimizer's result is compared with the original in ONNX Runtime. */
final class VerifyOptions {
    @Option(
            names = "--verify",
            paramLabel = "end|each",
            arity = "1",
            converter = Whens.class,
            preprocessor = EndUnlessTold.class,
            description =
                    "Run the optimized model beside the original in ONNX Runtime on random inputs and stop if an output"
                            + " is off by more than 1e-4 of its range: at the end, or after each pass that changes something"
                            + " (--verify alone: end).")
    When when = When.NEVER;

    /** When models are compared. */
    enum When {
        NEVER,
        END,
        EACH
    }

    /** Reads {@code end} and {@code each}. */
    static final class Whens implements ITypeConverter<When> {
        @Override
        public When convert(String text) {
            return Arrays.stream(When.values())
                    .filter(w -> w != When.NEVER && label(w).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected end or each but was '" + text + "'"));
        }
    }

    /** Lets {@code --verify} stand alone: what follows it is its value only if it is one. */
    static final class EndUnlessTold implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            // picocli says " " where a value is separate or missing, and "=" where it is attached.
            boolean attached = "=".equals(info.get("separator"));
            if (!attached && (arguments.isEmpty() || !labels().contains(arguments.peek()))) {
                arguments.push(label(When.END));
            }
            return false;
        }
    }

    private static Set<String> labels() {
        return Arrays.stream(When.values()).map(VerifyOptions::label).collect(Collectors.toSet());
    }

    private static String label(When when) {
        return when.name().toLowerCase(Locale.ROOT);
    }
}
