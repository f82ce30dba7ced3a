package dev.espquant.target;

import dev.espquant.ir.GraphException;
import java.util.Optional;

/**
 * A chip, as facts. Implementations live in modules of their own and are found through {@link java.util.ServiceLoader}; no other code knows
 * a chip's name.
 */
public interface Target {

    /** Lower-case name that users type, such as the chip's name in ESP-IDF. */
    String name();

    /** The chip's name as its maker writes it. */
    String title();

    /** The chip's facts under a runtime; empty if the runtime does not exist for it. */
    Optional<TargetRuntime> runtime(Runtime runtime);

    /** As {@link #runtime}, or an error that names chip and runtime. */
    default TargetRuntime require(Runtime runtime) {
        return runtime(runtime)
                .orElseThrow(() -> GraphException.because(runtime.title() + " does not exist for " + title())
                        .fix("choose another target or runtime")
                        .buildUnsupported());
    }
}
