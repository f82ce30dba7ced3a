package dev.espquant.cli;

import dev.espquant.evaluator.table.ImportOptions;
import dev.espquant.evaluator.table.ScaleConvention;
import dev.espquant.evaluator.table.TableJson;
import dev.espquant.evaluator.table.TablePickle;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationTable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code espquant table}: what can be done with quantization tables. */
@Command(name = "table", description = "Works on quantization tables.", subcommands = TableCommand.Convert.class)
final class TableCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed: espquant table convert A B");
    }

    /** Espressif's pickle to JSON and back. Reading a pickle executes nothing. */
    @Command(
            name = "convert",
            description = "Converts a table between Espressif's pickle and JSON, by the files' names.")
    static final class Convert implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "FROM", description = "A .pickle or .json table.")
        Path from = Path.of("");

        @Parameters(index = "1", paramLabel = "TO", description = "The .json or .pickle table to write.")
        Path to = Path.of("");

        @Option(
                names = "--bits",
                paramLabel = "int8|int16",
                converter = QuantizationOptions.Bits.class,
                description = "Width of a pickle's integers; judged by its numbers if left out.")
        @Nullable
        BitWidth bits;

        @Option(
                names = "--scales",
                paramLabel = "scale|inverse",
                converter = Conventions.class,
                description =
                        "Whether a pickle holds 2^exponent or, as older ones, 2^-exponent; judged by its numbers if left out.")
        @Nullable
        ScaleConvention convention;

        @Option(
                names = "--model",
                paramLabel = "MODEL.onnx",
                description = "The table's model: lets a pickle hold arrays exactly where Espressif's tool has them.")
        @Nullable
        Path model;

        @Override
        public Integer call() throws Exception {
            TableFiles.requireFile(from);
            ImportOptions options = new ImportOptions(Optional.ofNullable(bits), Optional.ofNullable(convention));
            QuantizationTable table =
                    TableFiles.read(from, options, spec.commandLine().getErr());
            if (!TableFiles.isPickle(to)) {
                TableJson.write(table, to);
            } else if (model != null) {
                TablePickle.write(table, OnnxReader.read(model).graph(), to);
            } else {
                TablePickle.write(table, to);
            }
            spec.commandLine()
                    .getOut()
                    .println(table.tensors().size() + " tensors, " + table.scheme() + ", written to " + to);
            return ExitCode.OK;
        }
    }

    static final class Conventions implements ITypeConverter<ScaleConvention> {
        @Override
        public ScaleConvention convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "scale" -> ScaleConvention.SCALE;
                case "inverse" -> ScaleConvention.INVERSE_SCALE;
                default -> throw new TypeConversionException("expected scale or inverse but was '" + text + "'");
            };
        }
    }
}
