/**
 * What a chip computes that runs an {@code .espdl} file: {@link dev.espquant.evaluator.espdl.EspdlSimulator}, over arrays in the runtime's layout
 * ({@link dev.espquant.evaluator.espdl.EspdlArray}). Operators are plugins ({@link dev.espquant.evaluator.espdl.EspdlKernel}). Float ONNX models,
 * calibration and the arithmetic of ESP-DL 1.x are elsewhere. Start with the simulator.
 */
@NullMarked
package dev.espquant.evaluator.espdl;

import org.jspecify.annotations.NullMarked;
