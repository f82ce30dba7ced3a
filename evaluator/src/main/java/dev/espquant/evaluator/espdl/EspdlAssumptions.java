package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableList;

/** What the simulator takes for granted although no vector of a chip or of Espressif's kernels settles it. */
public final class EspdlAssumptions {
    private static final ImmutableList<String> ALL = ImmutableList.of(
            "Registers of vector units saturate at every product, start with the bias, and take products in the order of height, width and"
                    + " input channel (assembly and reference manual; never observed).",
            "int16 products are summed in lanes of 64 bits where registers have 512 bits, and of 40 bits where they have 320.",
            "Mul of int16 rounds its product to float32 on every chip, as the portable kernel does; vector units have a kernel that shifts"
                    + " the exact product, which differs beyond 24 bits.",
            "Float32 operations are not reordered or fused by the compiler of the chip's firmware (it is built with -ffast-math).",
            "Tables of int16 nodes other than LUT and Gelu are ignored; newer releases look at those of some operators.",
            "exp, log and pow of the chip's math library round to the nearest float32.",
            "Max and Min follow ONNX where one operand is a single number; a portable kernel of some releases returns that number.",
            "DepthToSpace in mode DCR follows ONNX; the portable kernel of some releases does so only where blocks are as wide as the result"
                    + " is deep.",
            "LpNormalization and RMSNormalization use the fast inverse square root with the constant 0x5f375a86 and one Newton step.",
            "GRU and LSTM are the portable kernels with tables of gates at the exponent of their biases, or -9 where there are none; one batch."
                    + " The portable kernels divide before they round where rows do not fill vectors.",
            "Comparisons give one byte for each element, whatever width they compare; files call it bool, at exponent 0. Logic reads and gives"
                    + " such bytes.",
            "Files hold the matrices of GRU and LSTM in ONNX's order, unblocked, biases as int16 at -9, and name all outputs; scales of"
                    + " RMSNormalization as float32, scales and offsets of LayerNormalization as integers of the node's width. No file of"
                    + " the vendor's with these operators was at hand.",
            "A Resize of anything but int8 is refused: the runtime leaves its output unwritten.");

    private EspdlAssumptions() {}

    /** One sentence for each. */
    public static ImmutableList<String> all() {
        return ALL;
    }
}
