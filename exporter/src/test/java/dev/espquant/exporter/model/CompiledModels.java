package dev.espquant.exporter.model;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.espquant.evaluator.IntTensor;
import dev.espquant.evaluator.SimulationResult;
import dev.espquant.evaluator.Simulator;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.GoldenRun;
import dev.espquant.exporter.PixelScaling;
import dev.espquant.exporter.QuantizedGraphs;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exports models with what the simulator computes for one image, compiles all of them together against the stand-ins for ESP-DL's classes, and
 * runs their self-checks: twice each, because a second run must not depend on what the first has left.
 */
final class CompiledModels {
    private static final int PARTS = 2;

    private final Path folder;
    private final Map<String, QuantizedGraph> models = new LinkedHashMap<>();

    CompiledModels(Path folder) {
        this.folder = folder;
    }

    /** Whether the machine has a compiler; a line is printed if not. */
    static boolean compilerFound() throws IOException, InterruptedException {
        try {
            if (new ProcessBuilder("g++", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0) {
                return true;
            }
        } catch (IOException notInstalled) {
            System.out.println("no g++: " + notInstalled.getMessage());
        }
        System.out.println("not run, no C++ compiler: generated models against the simulator");
        return false;
    }

    int size() {
        return models.size();
    }

    /** Exports a model; {@code image} holds the integers of every input. The name is an identifier. */
    void add(String name, QuantizedGraph graph, Map<String, IntTensor> image) throws IOException {
        SimulationResult result = Simulator.of(graph).withThreads(1).run(image);
        Map<String, IntTensor> answers = new LinkedHashMap<>();
        for (ValueInfo output : graph.graph().outputs()) {
            answers.put(output.name(), result.value(output.name()));
        }
        BitWidth bits = graph.scheme().bits();
        GoldenRun golden = new GoldenRun(tensors(image, bits), tensors(answers, bits));
        ExportRequest request =
                ExportRequest.of(folder, name).withGolden(golden).withPixels(new PixelScaling(0, 255));
        new ModelExporter().export(graph, request);
        models.put(name, graph);
    }

    /** Compiles and runs; what is wrong, one line for each model. */
    List<String> run() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        List<Process> compilers = new ArrayList<>();
        List<Path> programs = new ArrayList<>();
        for (boolean blocked : new boolean[] {false, true}) {
            List<String> names = models.entrySet().stream()
                    .filter(m -> m.getValue().runtime().filterLayout().blocked() == blocked)
                    .map(Map.Entry::getKey)
                    .toList();
            for (int part = 0; part < PARTS && part < names.size(); part++) {
                Path program = folder.resolve("program_" + blocked + part);
                compilers.add(compile(program, every(names, part), blocked));
                programs.add(program);
            }
            // Two at a time: more would only compete for processors and memory.
            for (Process compiler : compilers) {
                if (compiler.waitFor() != 0) {
                    wrong.add("the compiler failed: " + folder);
                }
            }
        }
        for (Path program : programs) {
            if (Files.exists(program)) {
                wrong.addAll(run(program));
            }
        }
        return wrong;
    }

    private static List<String> every(List<String> names, int part) {
        List<String> chosen = new ArrayList<>();
        for (int i = part; i < names.size(); i += PARTS) {
            chosen.add(names.get(i));
        }
        return chosen;
    }

    private Process compile(Path program, List<String> names, boolean blocked) throws IOException {
        StringBuilder source = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (String name : names) {
            source.append("#define app_main ").append(name).append("_main\n");
            source.append("#include \"").append(name).append("_example.cpp\"\n#undef app_main\n");
            source.append("#include \"").append(name).append("_coefficient.cpp\"\n");
            String element = models.get(name).scheme().bits().label() + "_t";
            calls.append("    { ").append(name).append("::Network network; int wrong = check(network); ");
            calls.append("wrong += check(network); printf(\"%s %d %d\\n\", \"").append(name);
            calls.append("\", wrong, dl::Tensor<").append(element).append(">::owners()); }\n");
        }
        Path main = folder.resolve(program.getFileName() + ".cpp");
        Files.writeString(
                main, source + "int main()\n{\n    setvbuf(stdout, NULL, _IONBF, 0);\n" + calls + "    return 0;\n}\n");
        return new ProcessBuilder(
                        "g++",
                        "-std=c++11",
                        "-O0",
                        "-Wall",
                        "-Werror",
                        "-Wno-unused-variable",
                        "-DDL_BLOCKED_FILTERS=" + (blocked ? 1 : 0),
                        "-I" + headers(),
                        "-I" + folder,
                        "-o",
                        program.toString(),
                        main.toString())
                .inheritIO()
                .start();
    }

    private List<String> run(Path program) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(program.toString()).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> wrong = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            List<String> words = Splitter.on(' ').splitToList(line);
            int outputs = models.containsKey(words.get(0))
                    ? models.get(words.get(0)).graph().outputs().size()
                    : -1;
            if (words.size() != 3 || !words.get(1).equals("0") || Integer.parseInt(words.get(2)) > outputs) {
                wrong.add(line);
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            wrong.add(program.getFileName() + " ended with " + status);
        }
        return wrong;
    }

    private static ImmutableMap<String, Tensor> tensors(Map<String, IntTensor> values, BitWidth bits) {
        ImmutableMap.Builder<String, Tensor> tensors = ImmutableMap.builder();
        values.forEach((name, value) -> tensors.put(name, QuantizedGraphs.tensor(bits, value.sizes(), value.values())));
        return tensors.buildOrThrow();
    }

    private static Path headers() {
        try {
            return Path.of(CompiledModels.class
                            .getResource("/espdl1/dl_define.hpp")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
