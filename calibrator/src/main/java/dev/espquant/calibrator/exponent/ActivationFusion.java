package dev.espquant.calibrator.exponent;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.calibrator.Compatibility;
import dev.espquant.ir.Node;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which activation counts for which value: a chip computes a layer and its activation in one go, so the range behind the activation decides the
 * exponent, and not what the activation throws away.
 *
 * <p>ESP-DL 1.x (found on synthetic and 37 real models): the activation may follow at once or behind pools and shape operators. It counts for
 * the value that was computed at the beginning of that chain, be it by a layer, by a Max or Min, or joined by a Concat, even if that value has
 * other readers too. A link of the chain with a second reader ends the fusion: others see what the activation would throw away.
 *
 * @param measured by computed value: the activation's output whose range counts for it
 * @param independent outputs of activations that take an exponent of their own (the vendor's tool only; a chip cannot do that)
 */
record ActivationFusion(ImmutableMap<String, String> measured, ImmutableSet<String> independent) {

    static ActivationFusion of(ExponentRules rules, Compatibility compatibility) {
        Map<String, String> measured = new LinkedHashMap<>();
        Set<String> independent = new LinkedHashSet<>();
        for (Node node : rules.graph().nodes()) {
            if (rules.kind(node) == ExponentRules.Kind.ACTIVATES) {
                Chain chain = Chain.from(rules, node);
                if (chain.origin.isPresent() && chain.fuses(compatibility)) {
                    measured.putIfAbsent(chain.origin.get(), node.output());
                } else if (chain.origin.isPresent() && compatibility == Compatibility.ESPRESSIF) {
                    independent.add(node.output());
                }
            }
        }
        return new ActivationFusion(ImmutableMap.copyOf(measured), ImmutableSet.copyOf(independent));
    }

    /**
     * The way back from an activation to the value that it may be fused to.
     *
     * @param origin the computed value; empty if the way ends at a model input or another activation
     * @param joined whether a Concat made it
     * @param links how many passing operators lie between
     * @param singleReaders whether every sharing operator on the way, a choosing or joining origin included, has one reader only
     */
    private record Chain(Optional<String> origin, boolean joined, int links, boolean singleReaders) {

        static Chain from(ExponentRules rules, Node activation) {
            Optional<String> value = rules.firstInput(activation);
            boolean singleReaders = true;
            int links = 0;
            while (value.isPresent()) {
                Optional<Node> producer = rules.graph().producer(value.get());
                if (producer.isEmpty()) {
                    break;
                }
                boolean single = rules.graph().consumers(value.get()).size() == 1;
                switch (rules.kind(producer.get())) {
                    case COMPUTES -> {
                        return new Chain(value, false, links, singleReaders);
                    }
                    case CHOOSES -> {
                        return new Chain(value, false, links, singleReaders && single);
                    }
                    case JOINS -> {
                        return new Chain(value, true, links, singleReaders && single);
                    }
                    case ACTIVATES -> {
                        return new Chain(Optional.empty(), false, links, singleReaders);
                    }
                    case PASSES -> {
                        singleReaders &= single;
                        links++;
                        value = rules.firstInput(producer.get());
                    }
                }
            }
            return new Chain(Optional.empty(), false, links, singleReaders);
        }

        /** The vendor's tool does not look from an activation through a pool at a Concat. */
        boolean fuses(Compatibility compatibility) {
            return singleReaders && !(joined && links > 0 && compatibility == Compatibility.ESPRESSIF);
        }
    }
}
