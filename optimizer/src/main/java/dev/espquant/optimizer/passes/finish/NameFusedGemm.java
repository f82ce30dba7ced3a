package dev.espquant.optimizer.passes.finish;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.fuse.FuseMatmulAddBiasIntoGemm;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers the Gemm nodes that fusing has made, and those without a name, from 0 in the order of the graph, as Espressif's script does.
 *
 * <pre>
 * fused_gemm_1, fused_gemm_0        becomes        fused_gemm_0, fused_gemm_1
 * </pre>
 */
@AutoService(GraphPass.class)
public final class NameFusedGemm implements GraphPass {
    private static final Pattern NUMBERED = Pattern.compile(FuseMatmulAddBiasIntoGemm.NAME_PREFIX + "_[0-9]+");

    @Override
    public String name() {
        return "name_fused_gemm";
    }

    @Override
    public String summary() {
        return "names fused Gemm nodes fused_gemm_0, fused_gemm_1, ...";
    }

    @Override
    public Phase phase() {
        return Phase.FINISH;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Set<String> taken = graph.nodes().stream()
                .filter(node -> !isNumbered(node))
                .map(Node::name)
                .collect(Collectors.toSet());
        ImmutableList.Builder<Node> nodes = ImmutableList.builder();
        int next = 0;
        boolean changed = false;
        for (Node node : graph.nodes()) {
            context.step();
            Node named = node;
            if (isNumbered(node)) {
                while (taken.contains(name(next))) {
                    next++;
                }
                named = node.withName(name(next++));
            }
            if (!named.name().equals(node.name())) {
                context.fired(node.name());
                changed = true;
            }
            nodes.add(named);
        }
        return changed ? graph.withNodes(nodes.build()) : graph;
    }

    private static boolean isNumbered(Node node) {
        return node.is("Gemm")
                && (node.name().isEmpty() || NUMBERED.matcher(node.name()).matches());
    }

    private static String name(int number) {
        return FuseMatmulAddBiasIntoGemm.NAME_PREFIX + "_" + number;
    }
}
