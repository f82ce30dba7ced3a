package dev.espquant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import dev.espquant.testing.Graphs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputShapeOptionsTest {
    private static final Shape OPEN =
            Shape.of(List.of(Dimension.named("N"), Dimension.of(3), Dimension.named("H"), Dimension.unknown()));

    @TempDir
    Path folder = Path.of("");

    private Path model = folder;
    private Path output = folder;

    /** Two images whose sizes are open, joined; a Reshape whose target is computed from their sizes, as exporters write it. */
    @BeforeEach
    void writeModel() {
        model = folder.resolve("m.onnx");
        output = folder.resolve("out.onnx");
        OnnxWriter.write(
                Graphs.model("m")
                        .input("a", DataType.FLOAT, OPEN)
                        .input("b:0", DataType.FLOAT, OPEN)
                        .initializer("zero", Tensor.vector(0))
                        .initializer("rest", Tensor.vector(-1))
                        .node("Add", "a b:0", "s")
                        .node("Shape", "s", "shape")
                        .node("Gather", "shape zero", "batch", "axis", 0)
                        .node("Concat", "batch rest", "target", "axis", 0)
                        .node("Reshape", "s target", "y")
                        .output("y")
                        .build(),
                model);
    }

    private static Optional<Shape> shape(Model model, String value) {
        return model.graph().shape(value);
    }

    @Test
    void sizesAreBoundAndTheReshapeArithmeticFoldsAway() {
        Cli run =
                Cli.run("optimize", model, "-o", output, "--input-shape", "a=1x3x8x6", "--input-shape", "b:0=1x3x8x6");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.OK);
        Model optimized = OnnxReader.read(output);
        assertThat(shape(optimized, "a")).contains(Shape.of(1, 3, 8, 6));
        assertThat(shape(optimized, "y")).contains(Shape.of(1, 144));
        assertThat(optimized.graph().nodes()).extracting(n -> n.opType()).containsExactly("Add", "Reshape");
    }

    @Test
    void aNameOfASizeHoldsForAllInputsAndAQuestionMarkLeavesOneOpen() {
        Cli.run("optimize", model, "-o", output, "--input-shape", "a=?x3x8x6", "--preset", "mission");
        Model optimized = OnnxReader.read(output);
        assertThat(shape(optimized, "a")).map(Shape::toString).contains("[N,3,8,6]");
        assertThat(shape(optimized, "b:0")).map(Shape::toString).contains("[N,3,8,?]");
    }

    @Test
    void everyCommandThatReadsAModelTakesIt() {
        Cli check = Cli.run(
                "check", model, "--target", "esp32s3", "--input-shape", "a=1x3x8x6", "--input-shape", "b:0=1x3x8x6");
        assertThat(check.code()).isIn(ExitCode.OK, ExitCode.UNSUPPORTED);
        for (String command : List.of("optimize", "quantize", "calibrate", "check", "evaluate", "export")) {
            assertThat(Cli.run(command, "--help").out()).as(command).contains("--input-shape");
        }
    }

    @Test
    void wrongShapesAreTheRequestsFault() {
        refused("a=1x3x8", "does not fit the declared input");
        refused("a=1x4x8x6", "only sizes that the model leaves open can be chosen");
        refused("c=1x3x8x6", "the model has no such input");
        refused("1x3x8x6", "--input-shape 1x3x8x6: the model has 2 inputs");
        refused("a=1x-3x8x6", "'-3' is no size");
        refused("a=1x3x8x99999999999999999999", "'99999999999999999999' is no size");
        refused("a=1,3,8,6", "'1,3,8,6' is no size", "write --input-shape NAME=1x3x96x96");
    }

    private void refused(String argument, String... messages) {
        Cli run = Cli.run("optimize", model, "-o", output, "--input-shape", argument);
        assertThat(run.code()).as(argument).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(messages);
        assertThat(output).doesNotExist();
    }

    @Test
    void sizesThatOverflowAreOneError() {
        String huge = "a=4611686018427387904x3x4611686018427387904x6";
        Cli run = Cli.run("optimize", model, "-o", output, "--input-shape", huge);
        assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).contains("m.onnx: ", "64-bit").doesNotContain("\tat ");
        assertThat(output).doesNotExist();
    }
}
