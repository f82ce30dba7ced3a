package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import dev.espquant.exporter.coefficients.Coefficients;
import dev.espquant.quant.BitWidth;
import java.util.HashMap;
import java.util.Map;

/**
 * The layers of a generated class in the order in which they run.
 *
 * @param bits width of all tensors
 * @param inputs the model's inputs
 * @param outputs the model's outputs; several may be one tensor
 * @param steps layers
 * @param constants what they compute with
 * @param price elements that are moved only to change their order
 */
record ModelPlan(
        BitWidth bits,
        ImmutableList<Port> inputs,
        ImmutableList<Port> outputs,
        ImmutableList<LayerStep> steps,
        Coefficients constants,
        long price) {

    /**
     * Where a caller meets the model.
     *
     * @param name of the value in the graph
     * @param buffer the tensor
     * @param view the order of the value's elements in it
     */
    record Port(String name, Buffer buffer, View view) {}

    /** For each layer, the tensors that nobody reads once it has run; outputs of the model stay. */
    ImmutableList<ImmutableList<Buffer>> released() {
        Map<Integer, Integer> lastReader = new HashMap<>();
        Map<Integer, Buffer> buffers = new HashMap<>();
        for (int step = 0; step < steps.size(); step++) {
            Buffer output = steps.get(step).output();
            buffers.put(output.id(), output);
            lastReader.put(output.id(), step);
            for (Buffer input : steps.get(step).inputs()) {
                lastReader.put(input.id(), step);
                buffers.putIfAbsent(input.id(), input);
            }
        }
        outputs.forEach(output -> lastReader.remove(output.buffer().id()));
        ImmutableList.Builder<ImmutableList<Buffer>> released = ImmutableList.builder();
        for (int step = 0; step < steps.size(); step++) {
            int now = step;
            released.add(buffers.values().stream()
                    .filter(b -> lastReader.getOrDefault(b.id(), -1) == now)
                    .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                    .collect(ImmutableList.toImmutableList()));
        }
        return released.build();
    }
}
