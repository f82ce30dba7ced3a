package dev.espquant.benchmarks;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.NpyArray;
import dev.espquant.evaluator.data.NpyFile;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Graph;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Crops of colour photographs, made grey (the luma of ITU-R BT.601) and as dark as the model's own images; nobody labelled them.
 *
 * @param brightness of the result: 1 for grey values from 0 to 255
 */
record GrayCrops(String images, float brightness, RowChoice rows) implements SampleSet {
    private static final int COLOURS = 3;

    @Override
    public SampleSource open(Graph graph, Path data) {
        NpyArray crops = NpyFile.open(data.resolve(images));
        int count = Math.toIntExact(crops.sizes().get(0));
        int height = Math.toIntExact(crops.sizes().get(1));
        int width = Math.toIntExact(crops.sizes().get(2));
        float[] gray = new float[count * height * width];
        float[] colours = new float[COLOURS];
        for (int i = 0; i < gray.length; i++) {
            crops.readFloats((long) i * COLOURS, colours, 0, COLOURS);
            gray[i] = brightness * (0.299f * colours[0] + 0.587f * colours[1] + 0.114f * colours[2]);
        }
        FloatTensor tensor = FloatTensor.of(new long[] {count, height, width, 1}, gray);
        ImmutableIntArray chosen = rows.among(count);
        return new SelectedSamples(SampleSource.of(Map.of(graph.inputs().get(0).name(), tensor)), chosen);
    }

    @Override
    public Optional<int[]> labels(Path data) {
        return Optional.empty();
    }

    @Override
    public String description() {
        return "`" + images + "` rows " + rows + ", grey, brightness " + brightness;
    }
}
