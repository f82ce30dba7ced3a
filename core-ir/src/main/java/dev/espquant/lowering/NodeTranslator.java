package dev.espquant.lowering;

/** Writes one ONNX operator as operators of the runtime, in the order of axes that ONNX has. */
@FunctionalInterface
interface NodeTranslator {
    void translate(NodeContext context);
}
