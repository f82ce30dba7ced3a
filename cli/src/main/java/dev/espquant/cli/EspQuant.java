package dev.espquant.cli;

import dev.espquant.ir.GraphException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and the options that every subcommand has. */
@Command(
        name = "espquant",
        mixinStandardHelpOptions = true,
        versionProvider = Version.Provider.class,
        description =
                "Takes a float ONNX model to integer arithmetic on Espressif chips and proves on a PC what the chip computes.",
        scope = CommandLine.ScopeType.INHERIT,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:internal error",
            "2:wrong arguments",
            "3:a model, table, array or file that cannot be used",
            "4:the target cannot run the model",
            "5:what was compared differs"
        },
        subcommands = {
            OptimizeCommand.class,
            CalibrateCommand.class,
            ExportCommand.class,
            EvaluateCommand.class,
            QuantizeCommand.class,
            CheckCommand.class,
            TableCommand.class,
            ListCommands.Targets.class,
            ListCommands.Passes.class,
            ListCommands.Observers.class,
            ListCommands.Formats.class,
            OperatorsCommand.class,
            BenchCommand.class,
            InspectCommand.class,
            RunCommand.class,
            DiffCommand.class,
            DemoCommand.class
        })
final class EspQuant implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--verbose", scope = CommandLine.ScopeType.INHERIT, description = "Show stack traces of errors.")
    boolean verbose;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Folder of jars with further targets, passes, observers or formats.")
    @Nullable
    Path plugins;

    /** Makes plugin jars visible, then runs the chosen subcommand. */
    static int execute(ParseResult parsed) {
        EspQuant root = (EspQuant) parsed.commandSpec().userObject();
        if (root.plugins != null) {
            try {
                PluginFolder.install(root.plugins);
            } catch (GraphException e) {
                throw new ParameterException(parsed.commandSpec().commandLine(), e.getMessage(), e);
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    static boolean isVerbose(CommandLine command) {
        CommandLine top = command;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top.getCommand() instanceof EspQuant root && root.verbose;
    }

    @Override
    public void run() {
        CommandSpec self = java.util.Objects.requireNonNull(spec);
        throw new ParameterException(self.commandLine(), "a command is needed");
    }
}
