package dev.espquant.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espquant.ir.Attribute;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.ir.onnx.OnnxWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Models with something taken away, exchanged or replaced at random: each is optimized, or refused by one kind of error. {@code
 * -Despquant.damaged=N} tries more of them.
 */
@Timeout(600)
class DamagedModelsTest {
    private static final int MODELS = Integer.getInteger("espquant.damaged", 400);

    @Test
    void areOptimizedOrRefused() {
        Model whole = ModelZoo.convNet();
        int refused = 0;
        for (int seed = 0; seed < MODELS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Model damaged = damage(damage(whole, random), random);
            try {
                Model read = OnnxReader.read(OnnxWriter.toBytes(damaged), "seed " + seed);
                Optimizer.optimize(read, OptimizerOptions.full());
            } catch (GraphException e) {
                assertThat(e.fix()).as(e.getMessage()).isNotEmpty();
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " ends in " + e, e);
            }
        }
        assertThat(refused).isBetween(MODELS / 4, MODELS - 1);
    }

    private static Model damage(Model model, SplittableRandom random) {
        Graph graph = model.graph();
        if (random.nextInt(5) == 0) {
            Map<String, Tensor> constants = new LinkedHashMap<>(graph.initializers());
            constants.put(pick(List.copyOf(constants.keySet()), random), constant(random));
            return model.withGraph(graph.toBuilder().initializers(constants).build());
        }
        List<Node> nodes = new ArrayList<>(graph.nodes());
        int index = random.nextInt(nodes.size());
        nodes.set(index, damage(nodes.get(index), nodes, random));
        return model.withGraph(graph.withNodes(nodes));
    }

    private static Node damage(Node node, List<Node> others, SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> node.withInputs(cut(node.inputs(), random));
            case 1 -> node.withOutputs(cut(node.outputs(), random));
            case 2 -> node.withInputs(pick(others, random).inputs());
            case 3 -> withAttribute(node, random);
            default -> withOperator(node, pick(others, random).opType());
        };
    }

    private static List<String> cut(List<String> names, SplittableRandom random) {
        return names.isEmpty() ? names : names.subList(0, random.nextInt(names.size()));
    }

    private static Node withAttribute(Node node, SplittableRandom random) {
        String name = node.attributes().isEmpty()
                ? "axis"
                : pick(List.copyOf(node.attributes().keySet()), random);
        return node.withAttribute(
                name,
                switch (random.nextInt(4)) {
                    case 0 -> Attribute.of(random.nextInt(-9, 9));
                    case 1 -> Attribute.ofInts(Long.MAX_VALUE, -1);
                    case 2 -> Attribute.ofInts();
                    default -> Attribute.of("text");
                });
    }

    private static Node withOperator(Node node, String opType) {
        return new Node(
                node.name(),
                opType,
                node.domain(),
                node.inputs(),
                node.outputs(),
                node.attributes(),
                node.docString(),
                node.unknownFields());
    }

    private static Tensor constant(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Tensor.vector();
            case 1 -> Tensor.vector(Long.MIN_VALUE, Long.MAX_VALUE);
            case 2 -> Tensor.ofFloats(new long[] {0, 3});
            default -> Tensor.ofFloats(new long[0], Float.NaN);
        };
    }

    private static <T> T pick(List<T> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
