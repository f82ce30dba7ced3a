package dev.espquant.calibrator;

import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.target.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses what cannot be calibrated before any sample is read: schemes and methods that do not go together, operators, unknown inputs. */
final class OptionChecks {
    private OptionChecks() {}

    static void check(Graph graph, CalibrationOptions options, ObserverFactory method) {
        scheme(options);
        method.refusal(options.scheme()).ifPresent(reason -> {
            throw GraphException.because(reason)
                    .fix("use the method minmax, or a scheme that '" + method.name() + "' exists for")
                    .buildInvalidRequest();
        });
        operators(graph, options);
        inputExponents(graph, options);
    }

    private static void scheme(CalibrationOptions options) {
        QuantizationScheme scheme = options.scheme();
        if (options.runtime().schemes().contains(scheme)) {
            return;
        }
        // The first sentence is the one that users of the vendor's tool know.
        String reason = scheme.bits() == BitWidth.INT16 && scheme.granularity() == Granularity.PER_CHANNEL
                ? "int16 only supports per-tensor quantization"
                : options.runtime().runtime().title() + " has no " + scheme + " quantization";
        throw GraphException.because(reason)
                .fix("choose one of "
                        + options.runtime().schemes().stream()
                                .map(QuantizationScheme::toString)
                                .collect(Collectors.joining(", ")))
                .buildInvalidRequest();
    }

    private static void operators(Graph graph, CalibrationOptions options) {
        List<Violation> violations = options.runtime().operators().check(graph);
        if (!violations.isEmpty()) {
            throw GraphException.because(options.runtime().runtime().title() + " cannot run this model:\n  "
                            + violations.stream().map(Violation::toString).collect(Collectors.joining("\n  ")))
                    .buildUnsupported();
        }
    }

    private static void inputExponents(Graph graph, CalibrationOptions options) {
        List<String> names = graph.inputs().stream().map(ValueInfo::name).toList();
        unknown(options.inputExponents().keySet(), names).ifPresent(name -> {
            throw GraphException.because("an exponent is set for it, but the model has no such input")
                    .value(name)
                    .fix(Names.suggestion(name, names))
                    .buildInvalidRequest();
        });
    }

    private static Optional<String> unknown(Collection<String> given, Collection<String> known) {
        return given.stream().filter(name -> !known.contains(name)).findFirst();
    }
}
