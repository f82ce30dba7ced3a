package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** How long each step of a plan takes, on one thread, in pieces as the plan chooses them: for those who want to make it faster. */
public final class PlanProfile {
    /** The kernel of the first row. */
    public static final String INPUTS = "inputs";

    /**
     * A step.
     *
     * @param kernel what computes it; {@link #INPUTS} for bringing an image into the order of the plan
     * @param node index of the graph's node for which it works; -1 for the inputs
     * @param nanos time for one image, in the quickest of all pieces: what else the machine does only adds to it
     */
    public record StepTime(String kernel, int node, double nanos) {}

    private final ExecutionPlan plan;
    private final ExecutionPlan.Workspace workspace;
    private final int images;

    private PlanProfile(ExecutionPlan plan, int images) {
        this.plan = plan;
        this.images = images;
        this.workspace = plan.workspace(images);
    }

    /**
     * Measures.
     *
     * @param inputs one image of each input, in ONNX's order: every image of a piece is the same
     * @param warmUp how long to run before
     * @param time how long to measure; at least one piece
     */
    public static ImmutableList<StepTime> of(
            ExecutionPlan plan, ImmutableMap<String, int[]> inputs, Duration warmUp, Duration time) {
        PlanProfile profile = new PlanProfile(plan, plan.pieceImages());
        profile.measure(inputs, warmUp);
        return profile.measure(inputs, time);
    }

    private void write(Map<String, int[]> inputs) {
        inputs.forEach((name, integers) -> {
            for (int image = 0; image < images; image++) {
                workspace.write(name, image, integers, 0);
            }
        });
    }

    /** Inputs are written for every piece: later values may lie in their memory. */
    private ImmutableList<StepTime> measure(Map<String, int[]> inputs, Duration time) {
        long[] least = new long[plan.steps().size() + 1];
        Arrays.fill(least, Long.MAX_VALUE);
        long start = System.nanoTime();
        long now = start;
        while (least[0] == Long.MAX_VALUE || now - start < time.toNanos()) {
            for (int row = 0; row < least.length; row++) {
                long before = now;
                if (row == 0) {
                    write(inputs);
                } else {
                    workspace.runStep(row - 1, images);
                }
                now = System.nanoTime();
                least[row] = Math.min(least[row], now - before);
            }
        }
        return times(least);
    }

    private ImmutableList<StepTime> times(long... least) {
        ImmutableList.Builder<StepTime> times = ImmutableList.builder();
        times.add(new StepTime(INPUTS, -1, least[0] / (double) images));
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            times.add(new StepTime(step.kernel().name(), step.node(), least[i + 1] / (double) images));
        }
        return times.build();
    }
}
