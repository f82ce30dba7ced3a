package dev.espquant.optimizer.passes.lift;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Function;
import dev.espquant.ir.Graph;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.OperatorInputs;
import dev.espquant.ir.onnx.OnnxFunctions;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.PassContext;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.inline.FunctionInliner;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Puts the bodies of model-local functions where they are called.
 *
 * <pre>
 * x -> my.Swish -> y        becomes        x -> Sigmoid -> s; x, s -> Mul -> y
 * </pre>
 *
 * Attributes of the call go where the body refers to them, functions that the body calls are put in place too, in subgraphs as well. The
 * functions then leave the model, and their domains if nothing else uses them; operator sets that only the bodies name join those of the model.
 * A set that both name counts in the version of the model: ONNX wants the operators of a body to mean the same in both.
 */
@AutoService(GraphPass.class)
public final class InlineFunctions implements GraphPass {
    @Override
    public String name() {
        return "inline_functions";
    }

    @Override
    public String summary() {
        return "puts the bodies of model-local functions where they are called";
    }

    @Override
    public Phase phase() {
        return Phase.IMPORT;
    }

    @Override
    public Graph apply(Graph graph, PassContext context) {
        Model model = context.modelOf(graph);
        if (model.functions().isEmpty()) {
            return graph;
        }
        ImmutableMap<Function.Key, Function> functions = OnnxFunctions.decode(model);
        Graph inlined = new FunctionInliner(functions, context).inline(graph);
        GraphValidator.validate(inlined);
        ImmutableMap<String, Long> opsets = opsets(model, functions, domains(inlined));
        context.changeModel(old -> new Model(old.graph(), opsets, old.info(), ImmutableList.of(), old.unknownFields()));
        OperatorInputs.check(context.modelOf(inlined));
        return inlined;
    }

    private static ImmutableMap<String, Long> opsets(
            Model model, Map<Function.Key, Function> functions, Set<String> used) {
        Map<String, Long> opsets = new LinkedHashMap<>(model.opsets());
        functions.values().forEach(function -> function.opsets().forEach(opsets::putIfAbsent));
        functions.keySet().stream()
                .map(Function.Key::domain)
                .filter(domain -> !domain.isEmpty() && !used.contains(domain))
                .forEach(opsets::remove);
        return ImmutableMap.copyOf(opsets);
    }

    private static Set<String> domains(Graph graph) {
        Set<String> domains = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            domains.add(node.domain());
            for (Attribute attribute : node.attributes().values()) {
                if (attribute instanceof Attribute.OfGraph sub) {
                    domains.addAll(domains(sub.value()));
                } else if (attribute instanceof Attribute.OfGraphs subs) {
                    subs.values().forEach(sub -> domains.addAll(domains(sub)));
                }
            }
        }
        return domains;
    }
}
