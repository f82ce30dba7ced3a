package dev.espquant.cli;

import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a graph takes of a chip's memory.
 *
 * @param constantBytes filters, biases and tables as they lie in the file
 * @param activationBytes all activations together
 * @param peakActivationBytes the most that are needed at once, if every value is freed after its last use and nothing is computed in place
 * @param testBytes embedded test values
 */
record EspdlSizes(long constantBytes, long activationBytes, long peakActivationBytes, long testBytes) {

    static EspdlSizes of(EspdlGraph graph) {
        Map<String, Long> bytes = new HashMap<>();
        graph.outputs().forEach(v -> bytes.put(v.name(), bytes(v)));
        graph.inputs().forEach(v -> bytes.put(v.name(), bytes(v)));
        graph.values().forEach(v -> bytes.put(v.name(), bytes(v)));
        return new EspdlSizes(
                stored(graph.initializers()),
                bytes.values().stream().mapToLong(Long::longValue).sum(),
                peak(graph, bytes),
                stored(graph.testInputs()) + stored(graph.testOutputs()));
    }

    private static long stored(Iterable<EspdlTensor> tensors) {
        long bytes = 0;
        for (EspdlTensor tensor : tensors) {
            bytes += tensor.storedBytes();
        }
        return bytes;
    }

    private static long bytes(EspdlValue value) {
        return value.type()
                .shape()
                .filter(shape -> shape.isStatic())
                .flatMap(shape -> value.type().elementType().map(t -> saturated(t.bits(), shape.sizes())))
                .orElse(0L);
    }

    /** Sizes in a file may be anything: what leaves 64 bits counts as the largest number of a quarter of them. */
    private static long saturated(int bits, long[] sizes) {
        double bytes = bits / 8.0;
        for (long size : sizes) {
            bytes *= size;
        }
        return (long) Math.min(bytes, 0x1p48);
    }

    private static long peak(EspdlGraph graph, Map<String, Long> bytes) {
        Map<String, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (String input : graph.nodes().get(i).inputs()) {
                lastUse.put(input, i);
            }
        }
        graph.outputs().forEach(v -> lastUse.put(v.name(), Integer.MAX_VALUE));
        Set<String> live = new HashSet<>();
        graph.inputs().forEach(v -> live.add(v.name()));
        long peak = 0;
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            live.addAll(node.outputs());
            peak = Math.max(
                    peak,
                    live.stream().mapToLong(v -> bytes.getOrDefault(v, 0L)).sum());
            int now = i;
            live.removeIf(v -> lastUse.getOrDefault(v, -1) <= now);
        }
        return peak;
    }
}
