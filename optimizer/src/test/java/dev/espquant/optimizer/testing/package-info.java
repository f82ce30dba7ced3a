/**
 * What tests of passes are written with: start with {@link dev.espquant.optimizer.testing.PassTester}. Published as this module's test jar; its
 * users need ONNX Runtime, JUnit and AssertJ in test scope.
 */
package dev.espquant.optimizer.testing;
