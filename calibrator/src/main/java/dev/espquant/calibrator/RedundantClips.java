package dev.espquant.calibrator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.calibrator.RedundantClip.Reason;
import dev.espquant.ir.ClipBounds;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.TensorType;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.TableEntry;
import dev.espquant.target.OperatorRule;
import dev.espquant.target.OperatorSupport;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the Clips from 0 that are Relu, by what calibration measured. Both generations of ESP-DL let a layer compute the Relu behind it, but not
 * the Clip.
 *
 * <p>With {@code q} the largest integer of the width (127 or 32767) and an exponent {@code e} of what enters or of what comes out, a Clip from 0
 * to {@code max} and a Relu give the same integers for every input if {@code q * 2^e <= max}: integers of that value stand for nothing above the
 * bound. Otherwise they give the same real numbers on the calibration samples if what came out of the Clip stayed below {@code max}: then nothing
 * that entered reached it.
 *
 * <p>Both operators take the same exponents, so a table that was made for the one holds for the other.
 */
public final class RedundantClips {
    private RedundantClips() {}

    /**
     * The Clips from 0 whose upper bound does nothing, in the order of the graph; none if the runtime gives Relu other exponents than Clip.
     *
     * @param graph the graph that was calibrated, types known
     * @param table what calibration found
     */
    public static ImmutableList<RedundantClip> find(Graph graph, QuantizationTable table, OperatorSupport operators) {
        OperatorRule relu = operators.operators().get("Relu");
        ImmutableList.Builder<RedundantClip> found = ImmutableList.builder();
        for (Node node : graph.nodes()) {
            boolean alike = relu != null
                    && operators
                            .rule(node)
                            .filter(rule -> rule.exponents() == relu.exponents())
                            .isPresent();
            if (alike && isFromZero(graph, node)) {
                reason(graph, node, table).ifPresent(reason -> found.add(new RedundantClip(node.name(), reason)));
            }
        }
        return found.build();
    }

    /** How many Clips of a graph are candidates: from 0, over floats. */
    public static int countFromZero(Graph graph) {
        return (int)
                graph.nodes().stream().filter(node -> isFromZero(graph, node)).count();
    }

    private static boolean isFromZero(Graph graph, Node node) {
        return node.is("Clip")
                && graph.tensorType(node.inputs().get(0))
                        .flatMap(TensorType::elementType)
                        .filter(type -> type == DataType.FLOAT)
                        .isPresent()
                && ClipBounds.of(node, graph::initializer)
                        .filter(bounds -> bounds.min() == 0 && bounds.max() > 0)
                        .isPresent();
    }

    private static Optional<Reason> reason(Graph graph, Node clip, QuantizationTable table) {
        double bound = ClipBounds.of(clip, graph::initializer).orElseThrow().max();
        if (saturatesBelow(bound, clip.inputs().get(0), table) || saturatesBelow(bound, clip.output(), table)) {
            return Optional.of(Reason.SATURATES);
        }
        boolean reached = table.find(clip.output())
                .filter(entry -> entry.max().isPresent() && entry.max().getAsDouble() < bound)
                .isEmpty();
        return reached ? Optional.empty() : Optional.of(Reason.NEVER_REACHED);
    }

    private static boolean saturatesBelow(double bound, String value, QuantizationTable table) {
        Optional<TableEntry> entry = table.find(value).filter(e -> e.exponents().length() == 1);
        return entry.filter(e -> largest(e, table) <= bound).isPresent();
    }

    /** The real number that the largest integer of a value stands for. */
    private static double largest(TableEntry entry, QuantizationTable table) {
        BitWidth bits = entry.bits().orElse(table.scheme().bits());
        return Math.scalb((double) bits.max(), entry.exponents().get(0));
    }

    /** The model with Relu in place of these Clips, and without the bounds that nobody reads any more. Values keep their names. */
    public static Model replace(Model model, Collection<RedundantClip> clips) {
        Graph graph = model.graph();
        ImmutableSet<String> names = clips.stream().map(RedundantClip::node).collect(ImmutableSet.toImmutableSet());
        Graph changed = graph.withNodes(graph.nodes().stream()
                .map(node -> names.contains(node.name()) ? relu(node) : node)
                .collect(ImmutableList.toImmutableList()));
        return model.withGraph(withoutUnusedBounds(graph, changed, names));
    }

    private static Node relu(Node clip) {
        return Node.of(clip.name(), "Relu", clip.inputs().subList(0, 1), clip.outputs());
    }

    private static Graph withoutUnusedBounds(Graph before, Graph after, Set<String> names) {
        Set<String> bounds = new HashSet<>();
        before.nodes().stream()
                .filter(node -> names.contains(node.name()))
                .forEach(clip ->
                        bounds.addAll(clip.inputs().subList(1, clip.inputs().size())));
        bounds.removeIf(name -> !after.consumers(name).isEmpty() || after.isOutput(name));
        ImmutableList<Map.Entry<String, Tensor>> kept = after.initializers().entrySet().stream()
                .filter(entry -> !bounds.contains(entry.getKey()))
                .collect(ImmutableList.toImmutableList());
        return after.toBuilder().initializers(ImmutableMap.copyOf(kept)).build();
    }
}
