package dev.espquant.evaluator.espdl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.espdl.EspdlGraph;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A test that a file brings along: inputs, and what a chip must compute of them. Where a file has several values of one name, the n-th belongs to
 * the n-th test.
 *
 * @param number counts from 1
 * @param inputs an array for each graph input
 * @param outputs expected arrays, of outputs or of values between
 */
public record EmbeddedTest(int number, ImmutableMap<String, EspdlArray> inputs, ImmutableList<EspdlTensor> outputs) {

    /**
     * The tests of a graph; none if it has no test inputs.
     *
     * @throws GraphException if a test lacks an input
     */
    public static ImmutableList<EmbeddedTest> of(EspdlGraph graph) {
        List<Map<String, EspdlTensor>> inputs = byTest(graph.testInputs());
        List<Map<String, EspdlTensor>> outputs = byTest(graph.testOutputs());
        ImmutableList.Builder<EmbeddedTest> tests = ImmutableList.builder();
        for (int i = 0; i < inputs.size(); i++) {
            for (EspdlValue input : graph.inputs()) {
                if (!inputs.get(i).containsKey(input.name())) {
                    throw GraphException.because("embedded test " + (i + 1) + " has no array for it")
                            .value(input.name())
                            .fix("give arrays for all inputs yourself")
                            .build();
                }
            }
            ImmutableMap.Builder<String, EspdlArray> arrays = ImmutableMap.builder();
            inputs.get(i).forEach((name, tensor) -> arrays.put(name, EspdlArray.of(tensor)));
            tests.add(new EmbeddedTest(
                    i + 1,
                    arrays.buildOrThrow(),
                    i < outputs.size() ? ImmutableList.copyOf(outputs.get(i).values()) : ImmutableList.of()));
        }
        return tests.build();
    }

    /** The names of the expected values. */
    public ImmutableSet<String> outputNames() {
        return outputs.stream().map(EspdlTensor::name).collect(ImmutableSet.toImmutableSet());
    }

    /** Compares what was computed with what is expected, value by value. */
    public ImmutableList<TestComparison> compare(EspdlResult result) {
        return outputs.stream()
                .map(expected -> TestComparison.of(expected, result.value(expected.name())))
                .collect(ImmutableList.toImmutableList());
    }

    private static List<Map<String, EspdlTensor>> byTest(List<EspdlTensor> tensors) {
        List<Map<String, EspdlTensor>> tests = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (EspdlTensor tensor : tensors) {
            int test = seen.merge(tensor.name(), 1, Integer::sum) - 1;
            if (test == tests.size()) {
                tests.add(new LinkedHashMap<>());
            }
            tests.get(test).put(tensor.name(), tensor);
        }
        return tests;
    }
}
