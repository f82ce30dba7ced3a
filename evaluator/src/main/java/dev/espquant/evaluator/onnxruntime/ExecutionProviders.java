package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import java.util.Locale;
import java.util.Map;

/** The execution providers that the ONNX Runtime on the class path was built with. */
public final class ExecutionProviders {
    private static final String SUFFIX = "executionprovider";

    /** How a provider is switched on. */
    @FunctionalInterface
    private interface Switch {
        void on(SessionOptions options) throws OrtException;
    }

    private static final ImmutableMap<OrtProvider, Switch> SWITCHES = ImmutableMap.<OrtProvider, Switch>builder()
            .put(OrtProvider.CPU, options -> {})
            .put(OrtProvider.CUDA, SessionOptions::addCUDA)
            .put(OrtProvider.ROCM, SessionOptions::addROCM)
            .put(OrtProvider.TENSOR_RT, options -> options.addTensorrt(0))
            .put(OrtProvider.DNNL, options -> options.addDnnl(true))
            .put(OrtProvider.DIRECT_ML, options -> options.addDirectML(0))
            .put(OrtProvider.CORE_ML, SessionOptions::addCoreML)
            .put(OrtProvider.XNNPACK, options -> options.addXnnpack(Map.of()))
            .buildOrThrow();

    private ExecutionProviders() {}

    /** Names that can be asked for on this machine, such as {@code CPU}. */
    public static ImmutableList<String> available() {
        return OrtEnvironment.getAvailableProviders().stream()
                .filter(SWITCHES::containsKey)
                .map(ExecutionProviders::shortName)
                .collect(ImmutableList.toImmutableList());
    }

    /** Switches a provider on; an error that lists those there are if it is not one of them. */
    static void use(String name, SessionOptions options) throws OrtException {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (OrtProvider provider : OrtEnvironment.getAvailableProviders()) {
            String known = provider.getName().toLowerCase(Locale.ROOT);
            Switch chosen = SWITCHES.get(provider);
            if (chosen != null && (wanted.equals(known) || (wanted + SUFFIX).equals(known))) {
                chosen.on(options);
                return;
            }
        }
        throw GraphException.because("there is no execution provider '" + name + "' in this ONNX Runtime; there is "
                        + String.join(", ", available()))
                .fix("choose one of these, or put an ONNX Runtime that has it on the class path")
                .buildInvalidRequest();
    }

    private static String shortName(OrtProvider provider) {
        String name = provider.getName();
        return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
                ? name.substring(0, name.length() - SUFFIX.length())
                : name;
    }
}
