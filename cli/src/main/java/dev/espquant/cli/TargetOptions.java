package dev.espquant.cli;

import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import dev.espquant.target.Targets;
import java.util.Arrays;
import java.util.stream.Collectors;
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
            defaultValue = "1",
            description = "Generation of ESP-DL (default ${DEFAULT-VALUE}).")
    Runtime runtime = Runtime.ESP_DL_1;

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
