package dev.espquant.calibrator;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.onnxruntime.ValueStream;
import dev.espquant.ir.Graph;
import dev.espquant.ir.ValueInfo;
import java.util.Map;

/**
 * Which values calibration looks at. Every value that it does not look at is one that ONNX Runtime need not write out, and may fuse into the
 * operator that reads it.
 *
 * @param observed by value whose range is known afterwards: inputs, and values that decide an exponent. Whether the value holds nothing negative
 *     by construction; its range then begins at 0
 * @param decidedBy by computed value: the value whose range decides its exponent, itself or one behind an activation
 * @param all every value that has an exponent; those not observed must at least be known to be finite
 */
record ObservationPlan(
        ImmutableMap<String, Boolean> observed, ImmutableMap<String, String> decidedBy, ImmutableSet<String> all) {
    /**
     * Plans.
     *
     * @param decidedBy by computed value: the value whose range decides its exponent
     * @param all values that have an exponent
     */
    static ObservationPlan of(Graph graph, ImmutableMap<String, String> decidedBy, ImmutableSet<String> all) {
        ImmutableSet<String> nonNegative = NonNegativeValues.of(graph);
        ImmutableMap.Builder<String, Boolean> observed = ImmutableMap.builder();
        graph.inputs().stream().map(ValueInfo::name).forEach(input -> observed.put(input, false));
        decidedBy.forEach((value, decider) -> {
            observed.put(decider, nonNegative.contains(decider));
            // In front of an activation that lets negative values through, they saturate on their own.
            if (!decider.equals(value) && !nonNegative.contains(decider)) {
                observed.put(value, nonNegative.contains(value));
            }
        });
        // How far a Clip lets values through shows whether its upper bound does anything.
        graph.nodes().stream()
                .filter(node -> node.is("Clip") && all.contains(node.output()))
                .forEach(clip -> observed.put(clip.output(), nonNegative.contains(clip.output())));
        return new ObservationPlan(observed.buildKeepingLast(), decidedBy, all);
    }

    /** The values that get an observer. */
    ImmutableSet<String> measured() {
        return ImmutableSet.copyOf(decidedBy.values());
    }

    /** The observed values of which the maximum is enough, and can be taken inside the model: cheaper than to have them handed out. */
    ImmutableSet<String> maxima(Graph graph, Map<String, Observer> observers) {
        ImmutableSet.Builder<String> maxima = ImmutableSet.builder();
        observed.forEach((value, nonNegative) -> {
            Observer observer = observers.get(value);
            boolean rangeOnly = observer == null || !observer.wantsValues();
            if (nonNegative && rangeOnly && ValueStream.canTakeMaximum(graph, value)) {
                maxima.add(value);
            }
        });
        return maxima.build();
    }

    /** The range that is told of an observed value. */
    ValueRange told(String value, ValueRange range) {
        return observed.getOrDefault(value, false) ? new ValueRange(0, range.max(), range.count()) : range;
    }
}
