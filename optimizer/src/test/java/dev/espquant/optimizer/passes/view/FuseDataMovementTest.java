package dev.espquant.optimizer.passes.view;

import static dev.espquant.testing.GraphAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Longs;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.testing.Equivalence;
import dev.espquant.optimizer.testing.PassTester;
import dev.espquant.testing.Graphs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FuseDataMovementTest {
    private final PassTester.Given tester = PassTester.of(new FuseDataMovement());

    @Test
    void makesTheShuffleAndSplitOfChannelsSlices() {
        Graph graph = tester.given(model(1, 48, 4, 5)
                        .initializer("groups", Tensor.vector(24, 2, 20))
                        .initializer("halves", Tensor.vector(2, -1, 24, 4, 5))
                        .initializer("first", Tensor.ofLongs(new long[0], 0))
                        .initializer("second", Tensor.ofLongs(new long[0], 1))
                        .node("Reshape", "x groups", "a")
                        .node("Transpose", "a", "b", "perm", new long[] {1, 0, 2})
                        .node("Reshape", "b halves", "c")
                        .node("Gather", "c first", "y")
                        .node("Gather", "c second", "z")
                        .output("y")
                        .output("z")
                        .build())
                .fires(3);
        assertThat(graph).hasOperators("Slice", "Slice");
        assertThat(slicedBy(graph, "y")).isEqualTo(List.of(0L, 47L, 1L, 2L));
        assertThat(slicedBy(graph, "z")).isEqualTo(List.of(1L, 48L, 1L, 2L));
    }

    @Test
    void makesReshapeOfATransposeThatMovesSingleElementsOnly() {
        assertThat(tester.given(model(2, 5, 1, 1)
                                .node("Transpose", "x", "y", "perm", new long[] {0, 2, 3, 1})
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Reshape")
                .hasShape("y", 2, 1, 1, 5);
        assertThat(tester.given(model(1, 1, 5)
                                .node("Transpose", "x", "y")
                                .output("y")
                                .build())
                        .fires(1))
                .hasOperators("Reshape");
    }

    @Test
    void transposesWhatItsNeighboursReshapeInVain() {
        Graph graph = tester.given(model(2, 4, 3, 5)
                        .initializer("rows", Tensor.vector(2, 4, 15))
                        .initializer("image", Tensor.vector(2, 3, 5, 4))
                        .node("Reshape", "x rows", "a")
                        .node("Transpose", "a", "b", "perm", new long[] {0, 2, 1})
                        .node("Reshape", "b image", "c")
                        .node("Relu", "c", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Transpose", "Relu");
        assertThat(graph.nodes().get(0).intsAttribute("perm")).hasValue(new long[] {0, 2, 3, 1});
    }

    @Test
    void dropsWhatComesBackToWhereItWas() {
        assertThat(tester.given(windows(Shape.of(2, 16, 3))).fires(2)).hasOperators("Relu", "Abs");
    }

    @Test
    void leavesSizesOpenThatARunDecides() {
        Shape shape = Shape.of(List.of(Dimension.named("N"), Dimension.of(16), Dimension.of(3)));
        assertThat(tester.given(windows(shape)).fires(2)).hasOperators("Relu", "Abs");

        Graph reshaped = tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, shape)
                        .initializer("rows", Tensor.vector(-1, 1, 48))
                        .node("Reshape", "x rows", "a")
                        .node("Transpose", "a", "b", "perm", new long[] {0, 2, 1})
                        .node("Abs", "b", "y")
                        .output("y")
                        .build())
                .fires(1);
        assertThat(reshaped).hasOperators("Reshape", "Abs");
        assertThat(reshaped.initializer(reshaped.nodes().get(0).inputs().get(1))
                        .orElseThrow()
                        .toLongs())
                .containsExactly(-1, 48, 1);
    }

    @Test
    void joinsSlicesOfOneAxis() {
        Graph graph = tester.given(model(2, 20)
                        .initializer("one", Tensor.vector(1))
                        .initializer("two", Tensor.vector(2))
                        .initializer("ten", Tensor.vector(10))
                        .initializer("many", Tensor.vector(Long.MAX_VALUE))
                        .node("Slice", "x two many one two", "a")
                        .node("Slice", "a one many one", "b")
                        .node("Slice", "b one ten one two", "y")
                        .output("y")
                        .build())
                .fires(2);
        assertThat(graph).hasOperators("Slice");
        assertThat(slicedBy(graph, "y")).isEqualTo(List.of(6L, 19L, 1L, 4L));
    }

    /** What lies between is needed elsewhere: no node more, but fewer in a row. */
    @Test
    void readsWhatIsFurtherUp() {
        Graph graph = tester.given(model(3, 4, 6)
                        .node("Transpose", "x", "a", "perm", new long[] {0, 2, 1})
                        .node("Transpose", "a", "b", "perm", new long[] {1, 2, 0})
                        .node("Relu", "b", "y")
                        .output("y")
                        .output("a")
                        .build())
                .fires(1);
        assertThat(graph).hasOperators("Transpose", "Transpose", "Relu");
        assertThat(graph.nodes().get(1).inputs()).containsExactly("x");
    }

    @Test
    void leavesWhatIsAsShortAsItCanBe() {
        tester.given(model(2, 3, 4, 5)
                        .initializer("flat", Tensor.vector(2, 60))
                        .node("Transpose", "x", "a", "perm", new long[] {0, 2, 3, 1})
                        .node("Reshape", "a flat", "y")
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(model(2, 3, 4, 5)
                        .initializer("backwards", Tensor.vector(2, 0))
                        .node("Gather", "x backwards", "y", "axis", 1)
                        .output("y")
                        .build())
                .doesNotFire();
        tester.given(Graphs.model("m")
                        .input("x", DataType.FLOAT, Shape.of(List.of(Dimension.unknown(), Dimension.of(1))))
                        .node("Transpose", "x", "y", "perm", new long[] {1, 0})
                        .output("y")
                        .build())
                .doesNotFire();
    }

    /** Whatever nodes that move data follow each other: the meaning stays, the graph does not grow, and the pass comes to an end. */
    @Property(tries = 150, seed = "2026")
    void holdsForAnyChain(@ForAll long seed) {
        Model model = ShapeInference.infer(random(new Random(seed)));
        Model result = Optimizer.optimize(model, OptimizerOptions.passes("fuse_data_movement", "infer_shapes"))
                .model();
        Equivalence.assertEquivalent(model, result);
        assertThat(result.graph().nodes().size())
                .isLessThanOrEqualTo(model.graph().nodes().size());
        assertThat(transposes(result)).isLessThanOrEqualTo(transposes(model));
        Model inferred = ShapeInference.infer(result);
        assertThat(new FuseDataMovement().apply(inferred.graph(), PassContext.of(inferred)))
                .isSameAs(inferred.graph());
    }

    private static long transposes(Model model) {
        return model.graph().nodes().stream()
                .filter(node -> node.is("Transpose"))
                .count();
    }

    private static Model random(Random random) {
        long[] sizes = random.nextBoolean() ? new long[] {2, 6, 4, 1} : new long[] {1, 4, 3, 2, 2};
        Graphs model = Graphs.model("m");
        boolean open = random.nextBoolean();
        List<Dimension> dimensions =
                new ArrayList<>(Arrays.stream(sizes).mapToObj(Dimension::of).toList());
        if (open) {
            dimensions.set(0, Dimension.named("N"));
        }
        model.input("v0", DataType.FLOAT, Shape.of(dimensions));
        int length = 2 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            // A chain that branches now and then: some values are read twice.
            String from = "v" + i;
            String to = "v" + (i + 1);
            sizes = switch (random.nextInt(5)) {
                case 0, 1 -> transpose(model, from, to, sizes, random);
                case 2 -> slice(model, from, to, sizes, random);
                default -> reshape(model, from, to, sizes, random, open);
            };
            if (random.nextInt(4) == 0) {
                model.node("Relu", to, "w" + i).output("w" + i);
            }
        }
        return model.output("v" + length).build();
    }

    private static long[] transpose(Graphs model, String from, String to, long[] sizes, Random random) {
        List<Long> order = new ArrayList<>();
        for (long axis = 0; axis < sizes.length; axis++) {
            order.add(axis);
        }
        Collections.shuffle(order, random);
        model.node("Transpose", from, to, "perm", Longs.toArray(order));
        return order.stream().mapToLong(axis -> sizes[axis.intValue()]).toArray();
    }

    private static long[] slice(Graphs model, String from, String to, long[] sizes, Random random) {
        int axis = random.nextInt(sizes.length);
        long start = random.nextInt((int) sizes[axis]);
        long step = 1L + random.nextInt(2);
        model.initializer(to + "_start", Tensor.vector(start))
                .initializer(to + "_end", Tensor.vector(Long.MAX_VALUE))
                .initializer(to + "_axis", Tensor.vector(axis))
                .initializer(to + "_step", Tensor.vector(step))
                .node("Slice", from + " " + to + "_start " + to + "_end " + to + "_axis " + to + "_step", to);
        long[] result = sizes.clone();
        result[axis] = (sizes[axis] - start + step - 1) / step;
        return result;
    }

    /** Other sizes: two axes as one, one axis as two, an axis of one element more. */
    private static long[] reshape(Graphs model, String from, String to, long[] sizes, Random random, boolean open) {
        List<Long> result = new ArrayList<>(Longs.asList(sizes));
        int axis = random.nextInt(result.size());
        long size = result.get(axis);
        switch (random.nextInt(3)) {
            case 0 -> result.add(axis, 1L);
            case 1 -> {
                if (size % 2 == 0) {
                    result.set(axis, size / 2);
                    result.add(axis + random.nextInt(2), 2L);
                }
            }
            default -> {
                if (axis + 1 < result.size()) {
                    result.set(axis, size * result.remove(axis + 1));
                }
            }
        }
        long[] target = Longs.toArray(result);
        // An open size can only be first here, and only while nothing has moved.
        model.initializer(to + "_target", Tensor.vector(open ? withRest(target) : target))
                .node("Reshape", from + " " + to + "_target", to);
        return target;
    }

    private static long[] withRest(long[] target) {
        long[] result = target.clone();
        result[0] = -1;
        return result;
    }

    /** Windows of 1 x 1 cut out of an image of 4 x 4 and put together again. */
    private static Model windows(Shape shape) {
        return Graphs.model("m")
                .input("x", DataType.FLOAT, shape)
                .initializer("cut", Tensor.vector(-1, 4, 1, 4, 1, 3))
                .initializer("joined", Tensor.vector(-1, 16, 3))
                .node("Relu", "x", "r")
                .node("Reshape", "r cut", "a")
                .node("Transpose", "a", "b", "perm", new long[] {0, 1, 3, 2, 4, 5})
                .node("Reshape", "b joined", "c")
                .node("Abs", "c", "y")
                .output("y")
                .build();
    }

    /** Start, end, axis and step of the Slice that makes a value. */
    private static List<Long> slicedBy(Graph graph, String value) {
        Node slice = graph.producer(value).orElseThrow();
        return slice.inputs().stream()
                .skip(1)
                .flatMap(name ->
                        Longs.asList(graph.initializer(name).orElseThrow().toLongs()).stream())
                .toList();
    }

    private static Graphs model(long... sizes) {
        return Graphs.model("m").input("x", DataType.FLOAT, sizes);
    }
}
