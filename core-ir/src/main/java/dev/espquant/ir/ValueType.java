package dev.espquant.ir;

/** The type of a value that flows through a graph: a tensor, or one of ONNX's rarer types, which are carried but not computed with. */
public sealed interface ValueType permits TensorType, OpaqueType {}
