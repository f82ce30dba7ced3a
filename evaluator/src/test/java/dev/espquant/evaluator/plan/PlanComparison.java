package dev.espquant.evaluator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.engine.Engine;
import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlKernels;
import dev.espquant.evaluator.espdl.EspdlProgram;
import dev.espquant.evaluator.espdl.EspdlResult;
import dev.espquant.evaluator.espdl.EspdlSimulator;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlValue;
import dev.espquant.target.TargetRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A plan of a graph that ESP-DL 3.x runs, against the simulator that runs it node by node: every value of every image, and all overflows. */
final class PlanComparison {
    private final EspdlGraph graph;
    private final EspdlProgram program;
    private final EspdlSimulator simulator;
    private final List<String> values = new ArrayList<>();

    PlanComparison(EspdlGraph graph, TargetRuntime facts) {
        this.graph = graph;
        this.program = EspdlProgram.of(graph, facts, EspdlKernels.load());
        this.simulator = EspdlSimulator.of(graph, facts);
        graph.nodes().forEach(node -> values.addAll(node.outputs()));
    }

    /** Compares some images of random numbers in one piece. */
    void check(Engine engine, int images, Random random) {
        List<Map<String, EspdlArray>> inputs = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            inputs.add(draw(random));
        }
        check(ExecutionPlan.compile(program, ImmutableMap.of(), engine, ImmutableSet.of()), inputs);
        check(ExecutionPlan.compile(program, ImmutableMap.of(), engine, ImmutableSet.copyOf(values)), inputs);
    }

    private void check(ExecutionPlan plan, List<Map<String, EspdlArray>> inputs) {
        ExecutionPlan.Workspace workspace = plan.workspace(inputs.size());
        long[] overflows = new long[plan.nodes()];
        Map<String, List<float[]>> computed = new HashMap<>();
        // Twice: what a run leaves in memory must not show in the next one.
        for (int round = 0; round < 2; round++) {
            for (int image = 0; image < inputs.size(); image++) {
                write(workspace, image, inputs.get(image));
            }
            Arrays.fill(overflows, 0);
            workspace.run(inputs.size(), overflows, (name, reader) -> computed.put(name, read(name, reader, inputs)));
        }
        long[] expected = new long[plan.nodes()];
        for (int image = 0; image < inputs.size(); image++) {
            EspdlResult result = simulator.run(inputs.get(image), ImmutableSet.copyOf(values));
            for (int node = 0; node < expected.length; node++) {
                expected[node] +=
                        result.overflows().getOrDefault(graph.nodes().get(node).name(), 0L);
            }
            compare(result, image, computed, plan);
        }
        assertThat(overflows).as("overflows").isEqualTo(expected);
    }

    private void compare(EspdlResult result, int image, Map<String, List<float[]>> computed, ExecutionPlan plan) {
        for (String name : values) {
            if (!plan.absorbed().contains(name)) {
                EspdlArray array = result.value(name);
                float[] reals = new float[array.count()];
                for (int i = 0; i < reals.length; i++) {
                    reals[i] = array.real(i);
                }
                assertThat(computed).containsKey(name);
                assertThat(computed.get(name).get(image))
                        .as("%s of image %d", name, image)
                        .isEqualTo(reals);
            }
        }
    }

    private List<float[]> read(String name, ExecutionPlan.ValueReader reader, List<?> images) {
        ArrayType type = program.type(name);
        List<float[]> read = new ArrayList<>();
        for (int image = 0; image < images.size(); image++) {
            float[] reals = new float[type.count()];
            if (type.isReal()) {
                reader.readReals(image, reals, 0);
            } else {
                int[] integers = new int[reals.length];
                reader.read(image, integers, 0);
                for (int i = 0; i < reals.length; i++) {
                    reals[i] = integers[i];
                }
            }
            read.add(reals);
        }
        return read;
    }

    private void write(ExecutionPlan.Workspace workspace, int image, Map<String, EspdlArray> arrays) {
        arrays.forEach((name, array) -> {
            if (array.isReal()) {
                workspace.writeReals(name, image, array.floats(), 0);
            } else {
                workspace.write(name, image, array.toInts(), 0);
            }
        });
    }

    private Map<String, EspdlArray> draw(Random random) {
        Map<String, EspdlArray> inputs = new LinkedHashMap<>();
        // Small numbers leave no lane, large ones do.
        int bits = random.nextInt(1, 17);
        for (EspdlValue input : graph.inputs()) {
            ArrayType type = simulator.inputType(input.name());
            EspdlArray array = EspdlArray.zeros(type.type(), type.toSizes(), type.exponent());
            for (int i = 0; i < array.count(); i++) {
                if (type.isReal()) {
                    array.putReal(i, random.nextFloat() * 8 - 4);
                } else {
                    array.putNearest(i, random.nextInt(-(1 << bits), 1 << bits));
                }
            }
            inputs.put(input.name(), array);
        }
        return inputs;
    }
}
