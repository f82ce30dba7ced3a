package dev.espquant.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md, and "no chip name outside target modules". */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.espquant");

    private static final Pattern CHIP = Pattern.compile("esp32(?:[-_]?[schp]\\d)?", Pattern.CASE_INSENSITIVE);

    @Test
    void core_ir_sees_no_other_module_and_three_libraries() {
        classesIn(
                        "dev.espquant.ir..",
                        "dev.espquant.quant..",
                        "dev.espquant.target",
                        "dev.espquant.target.espdl1..",
                        "dev.espquant.target.espdl3..",
                        "dev.espquant.lowering..")
                .forEach(rule -> rule.check(CLASSES));
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.espquant.ir..", "dev.espquant.quant..", "dev.espquant.plugin..", "dev.espquant.io..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "picocli..", "com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void optimizer_sees_core_ir_only() {
        forbid("dev.espquant.optimizer..", "evaluator", "calibrator", "exporter", "cli")
                .check(CLASSES);
    }

    @Test
    void evaluator_does_not_see_the_calibrator() {
        forbid("dev.espquant.evaluator..", "optimizer", "calibrator", "exporter", "cli")
                .check(CLASSES);
    }

    @Test
    void calibrator_sees_core_ir_and_evaluator() {
        forbid("dev.espquant.calibrator..", "optimizer", "exporter", "cli").check(CLASSES);
    }

    @Test
    void exporter_sees_core_ir_only() {
        forbid("dev.espquant.exporter..", "optimizer", "evaluator", "calibrator", "cli")
                .check(CLASSES);
    }

    @Test
    void targets_see_core_ir_only() {
        forbid("dev.espquant.target..", "optimizer", "evaluator", "calibrator", "exporter", "cli")
                .check(CLASSES);
    }

    @Test
    void onnx_runtime_is_called_where_floats_and_integer_products_are_computed() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.espquant.evaluator.onnxruntime..", "dev.espquant.evaluator.engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void protobuf_stays_inside_the_onnx_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.espquant.ir.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void flatbuffers_stay_inside_the_espdl_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.espquant.ir.espdl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.flatbuffers..")
                .check(CLASSES);
    }

    @Test
    void no_chip_name_outside_target_modules() throws IOException {
        Path root = Path.of(System.getProperty("espquant.root"));
        for (String module : List.of("core-ir", "optimizer", "evaluator", "calibrator", "exporter", "cli")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                files.filter(f -> f.toString().endsWith(".java")).forEach(ArchitectureTest::assertNamesNoChip);
            }
        }
    }

    /** Comments may name chips as the source of a fact; code may not. */
    private static void assertNamesNoChip(Path file) {
        String code = withoutComments(read(file));
        assertThat(CHIP.matcher(code).find())
                .as("a chip is named in the code of %s", file)
                .isFalse();
    }

    private static String withoutComments(String source) {
        return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\\n]*", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<ArchRule> classesIn(String... packages) {
        return Stream.of(packages)
                .<ArchRule>map(p -> forbid(p, "optimizer", "evaluator", "calibrator", "exporter", "cli"))
                .toList();
    }

    private static ArchRule forbid(String from, String... modules) {
        String[] packages =
                Stream.of(modules).map(m -> "dev.espquant." + m + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }
}
