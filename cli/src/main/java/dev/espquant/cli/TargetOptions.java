package dev.espquant.cli;

import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The chip, and the generation of ESP-DL that it runs. */
final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "CHIP",
            required = true,
            description = "The chip; 'espquant targets' lists them.")
    String target = "";

    @Option(
            names = "--runtime",
            paramLabel = "1|3",
            converter = Runtimes.class,
            description = "Generation of ESP-DL (default: the first that the chip has).")
    @Nullable
    Runtime given;

    /** The chosen generation, or the first that the chip has. */
    Runtime runtime() {
        return runtime(Runtime.ESP_DL_1);
    }

    /** The chosen generation; else a preferred one if the chip has it; else the first that it has. */
    Runtime runtime(Runtime preferred) {
        if (given != null) {
            return given;
        }
        return Arrays.stream(Runtime.values())
                .filter(r -> target().runtime(r).isPresent())
                .min(Comparator.comparing(r -> r != preferred))
                .orElse(preferred);
    }

    Target target() {
        return Targets.load().get(target);
    }

    static final class Runtimes implements ITypeConverter<Runtime> {
        @Override
        public Runtime convert(String text) {
            return Arrays.stream(Runtime.values())
                    .filter(r -> r.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected "
                            + Arrays.stream(Runtime.values())
                                    .map(Runtime::label)
                                    .collect(Collectors.joining(" or "))
                            + " but was '" + text + "'"));
        }
    }
}
