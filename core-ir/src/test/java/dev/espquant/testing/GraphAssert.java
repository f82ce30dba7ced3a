package dev.espquant.testing;

import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.ValueInfo;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** AssertJ assertions on graphs: {@code GraphAssert.assertThat(graph).isValid().hasOperators("Conv", "Relu")}. */
public final class GraphAssert extends AbstractAssert<GraphAssert, Graph> {
    private GraphAssert(Graph actual) {
        super(actual, GraphAssert.class);
    }

    public static GraphAssert assertThat(Graph graph) {
        return new GraphAssert(graph);
    }

    public static GraphAssert assertThat(Model model) {
        return new GraphAssert(model.graph());
    }

    /** Passes if {@link GraphValidator} finds nothing. */
    public GraphAssert isValid() {
        Assertions.assertThatCode(() -> GraphValidator.validate(actual)).doesNotThrowAnyException();
        return this;
    }

    /** The operator types of all nodes, in order. */
    public GraphAssert hasOperators(String... opTypes) {
        Assertions.assertThat(actual.nodes()).extracting(Node::opType).containsExactly(opTypes);
        return this;
    }

    public GraphAssert hasNoOperator(String opType) {
        Assertions.assertThat(actual.nodes()).extracting(Node::opType).doesNotContain(opType);
        return this;
    }

    /** The names of all nodes, in order. */
    public GraphAssert hasNodes(String... names) {
        Assertions.assertThat(actual.nodes()).extracting(Node::name).containsExactly(names);
        return this;
    }

    public GraphAssert hasInputs(String... names) {
        Assertions.assertThat(actual.inputs()).extracting(ValueInfo::name).containsExactly(names);
        return this;
    }

    public GraphAssert hasOutputs(String... names) {
        Assertions.assertThat(actual.outputs()).extracting(ValueInfo::name).containsExactly(names);
        return this;
    }

    public GraphAssert hasInitializer(String name, Tensor tensor) {
        Assertions.assertThat(actual.initializers()).containsEntry(name, tensor);
        return this;
    }

    public GraphAssert hasNoInitializer(String name) {
        Assertions.assertThat(actual.initializers()).doesNotContainKey(name);
        return this;
    }

    /** The shape that is known of a value. */
    public GraphAssert hasShape(String value, long... sizes) {
        Assertions.assertThat(actual.shape(value)).as("shape of %s", value).contains(Shape.of(sizes));
        return this;
    }

    /** The node that computes a value, for assertions on it. */
    public Node producer(String value) {
        return actual.producer(value).orElseThrow(() -> new AssertionError("nothing computes " + value));
    }
}
