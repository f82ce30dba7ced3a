package dev.espquant.exporter.model;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import dev.espquant.exporter.ExportRequest;
import dev.espquant.exporter.Exporter;
import dev.espquant.io.AtomicFiles;
import dev.espquant.quant.QuantizedGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the C++ class that runs a model under ESP-DL 1.x, its constants, an example, and, if the request has a golden run, a self-check.
 * The constants are those of the class: filters may be in another order and slopes rounded otherwise than format {@code coefficients} has them.
 */
@AutoService(Exporter.class)
public final class ModelExporter implements Exporter {

    @Override
    public String format() {
        return "model";
    }

    @Override
    public String description() {
        return "C++ class for ESP-DL 1.x: NAME_model.hpp, NAME_coefficient.cpp and .hpp, NAME_example.cpp, NAME_golden.hpp";
    }

    @Override
    public ImmutableList<Path> export(QuantizedGraph graph, ExportRequest request) throws IOException {
        request.allowOptions(format());
        ModelPlan plan = Planner.plan(graph);
        String constants = request.name() + "_coefficient";
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(request.file("_model.hpp"), HeaderText.of(graph, plan, request.name()));
        files.put(request.file("_coefficient.cpp"), plan.constants().source(constants));
        files.put(request.file("_coefficient.hpp"), plan.constants().header(constants));
        files.put(request.file("_example.cpp"), ExampleText.of(plan, request));
        request.golden()
                .ifPresent(
                        golden -> files.put(request.file("_golden.hpp"), GoldenText.of(plan, golden, request.name())));
        for (Map.Entry<Path, String> file : files.entrySet()) {
            AtomicFiles.writeText(file.getKey(), file.getValue());
        }
        return ImmutableList.copyOf(files.keySet());
    }
}
