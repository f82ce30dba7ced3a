package dev.espquant.ir.onnx;

/** Operator set domains. ONNX's standard one has two names, {@code "ai.onnx"} and the empty one; the IR uses the empty one. */
final class Domains {
    private Domains() {}

    static String normalize(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }
}
