package dev.espquant.optimizer;

import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.GraphException;
import dev.espquant.plugin.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A ready choice of passes. */
public enum Preset {
    /**
     * What Espressif's 2021 {@code optimizer.py} does: its ten passes of ONNX Optimizer, batch normalization into convolutions and Gemm, the
     * names of fused Gemms, any batch size, shapes; and the clean-ups without which these do not see what they look for.
     */
    MISSION,
    /** Every pass that is installed, but those that must be asked for. */
    FULL;

    private static final ImmutableSet<String> MISSION_PASSES = ImmutableSet.of(
            "convert_batch_to_dynamic",
            "copy_shared_bias",
            "eliminate_duplicate_initializer",
            "eliminate_identity",
            "eliminate_nop_dropout",
            "eliminate_nop_flatten",
            "eliminate_nop_pad",
            "eliminate_nop_transpose",
            "eliminate_unused_initializer",
            "extract_constant_to_initializer",
            "fuse_add_bias_into_conv",
            "fuse_bn_into_conv",
            "fuse_bn_into_gemm",
            "fuse_matmul_add_bias_into_gemm",
            "fuse_pad_into_conv",
            "fuse_transpose_into_gemm",
            "infer_shapes",
            "inline_functions",
            "name_fused_gemm");

    /** Whether a pass belongs to this preset. */
    public boolean selects(GraphPass pass) {
        return switch (this) {
            case MISSION -> MISSION_PASSES.contains(pass.name());
            case FULL -> !pass.optIn();
        };
    }

    /** The name that users write: {@code mission}, {@code full}. */
    public String presetName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The preset of that name; an error that suggests the nearest one if there is none. */
    public static Preset ofName(String name) {
        return Arrays.stream(values())
                .filter(p -> p.presetName().equals(name))
                .findFirst()
                .orElseThrow(() -> GraphException.because("there is no preset '" + name + "'")
                        .fix(Names.suggestion(name, List.of(MISSION.presetName(), FULL.presetName())))
                        .buildInvalidRequest());
    }
}
