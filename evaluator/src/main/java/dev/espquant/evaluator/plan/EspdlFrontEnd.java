package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.evaluator.espdl.EspdlProgram;
import dev.espquant.evaluator.espdl.NodeImages;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.ir.Node;
import dev.espquant.ir.espdl.EspdlValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A graph that ESP-DL 3.x runs: in the runtime's operators and layouts, so every value has one order of elements, its own. */
final class EspdlFrontEnd implements FrontEnd {
    private final EspdlProgram program;
    private final ImmutableMap<String, ImmutableLongArray> channelsLast;
    private final ImmutableMap<Node, EspdlProgram.Step> steps;
    private final ImmutableSet<String> computed;
    private final ImmutableSet<String> outputs;
    private final ImmutableListMultimap<String, Node> readers;

    /** A program, and ONNX's sizes of values that lie with channels last. */
    EspdlFrontEnd(EspdlProgram program, ImmutableMap<String, ImmutableLongArray> channelsLast) {
        this.program = program;
        this.channelsLast = channelsLast;
        this.steps =
                program.steps().stream().collect(ImmutableMap.toImmutableMap(EspdlProgram.Step::node, step -> step));
        this.computed = Stream.concat(inputs().stream(), nodes().stream().flatMap(node -> node.outputs().stream()))
                .collect(ImmutableSet.toImmutableSet());
        this.outputs = program.graph().outputs().stream().map(EspdlValue::name).collect(ImmutableSet.toImmutableSet());
        ImmutableListMultimap.Builder<String, Node> found = ImmutableListMultimap.builder();
        for (Node node : nodes()) {
            ImmutableSet.copyOf(node.inputs()).forEach(input -> found.put(input, node));
        }
        this.readers = found.build();
    }

    @Override
    public ImmutableList<String> inputs() {
        return program.graph().inputs().stream().map(EspdlValue::name).collect(ImmutableList.toImmutableList());
    }

    @Override
    public ImmutableList<Node> nodes() {
        return program.graph().nodes();
    }

    @Override
    public List<Node> readers(String value) {
        return readers.get(value);
    }

    @Override
    public boolean isOutput(String value) {
        return outputs.contains(value);
    }

    @Override
    public Storage storage(String value) {
        return program.type(value).storage();
    }

    @Override
    public Layout layout(String value, boolean wanted) {
        ImmutableLongArray sizes = channelsLast.get(value);
        return sizes == null ? new Layout(1, 1, program.type(value).count()) : Layout.channelsLast(sizes.toArray());
    }

    @Override
    public Optional<EngineOperator> describe(Node node) {
        return step(node).kernel().describe();
    }

    @Override
    public Fallback fallback(Node node) {
        NodeImages kernel = NodeImages.of(program, step(node), computed);
        return new Fallback(kernel, kernel.reads());
    }

    private EspdlProgram.Step step(Node node) {
        return Optional.ofNullable(steps.get(node)).orElseThrow();
    }
}
