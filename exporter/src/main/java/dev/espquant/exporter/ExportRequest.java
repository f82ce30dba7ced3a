package dev.espquant.exporter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.exporter.cpp.CppName;
import dev.espquant.ir.GraphException;
import dev.espquant.plugin.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller wants written.
 *
 * @param folder where the files go; made if it is missing
 * @param name base of the file names, and the C++ namespace: an identifier
 * @param golden an input and what the model must answer, for formats that carry a self-check
 * @param pixels how raw pixels become the model's input, for formats that quantize inputs; empty: the input is taken as it is
 * @param options further wishes that only some formats know
 * @param tests runs that are known to be right, for formats that embed any number of them
 * @param modelSha256 hash of the model's file, for formats that say where they come from
 */
public record ExportRequest(
        Path folder,
        String name,
        Optional<GoldenRun> golden,
        Optional<PixelScaling> pixels,
        ImmutableMap<String, String> options,
        ImmutableList<GoldenRun> tests,
        Optional<String> modelSha256) {

    /** {@link GraphException} if {@code name} cannot name a C++ namespace. */
    public ExportRequest {
        if (!CppName.isIdentifier(name)) {
            throw GraphException.because("the name '" + name + "' becomes a C++ namespace, and is no identifier")
                    .fix("use letters, digits and '_', such as '" + CppName.usable(name) + "'")
                    .buildInvalidRequest();
        }
    }

    public static ExportRequest of(Path folder, String name) {
        return new ExportRequest(
                folder,
                name,
                Optional.empty(),
                Optional.empty(),
                ImmutableMap.of(),
                ImmutableList.of(),
                Optional.empty());
    }

    public ExportRequest withGolden(GoldenRun run) {
        return new ExportRequest(folder, name, Optional.of(run), pixels, options, tests, modelSha256);
    }

    public ExportRequest withPixels(PixelScaling scaling) {
        return new ExportRequest(folder, name, golden, Optional.of(scaling), options, tests, modelSha256);
    }

    public ExportRequest withOptions(Map<String, String> newOptions) {
        return new ExportRequest(folder, name, golden, pixels, ImmutableMap.copyOf(newOptions), tests, modelSha256);
    }

    public ExportRequest withTests(List<GoldenRun> runs) {
        return new ExportRequest(folder, name, golden, pixels, options, ImmutableList.copyOf(runs), modelSha256);
    }

    public ExportRequest withModelSha256(String hash) {
        return new ExportRequest(folder, name, golden, pixels, options, tests, Optional.of(hash));
    }

    /** The file {@code <name><suffix>} in the folder. */
    public Path file(String suffix) {
        return folder.resolve(name + suffix);
    }

    /** {@link GraphException} if there is an option that the format does not know. */
    public void allowOptions(String format, String... known) {
        for (String option : options.keySet()) {
            if (!ImmutableList.copyOf(known).contains(option)) {
                throw GraphException.because("format '" + format + "' has no option '" + option + "'")
                        .fix(known.length == 0 ? "leave it out" : Names.suggestion(option, ImmutableList.copyOf(known)))
                        .buildInvalidRequest();
            }
        }
    }
}
