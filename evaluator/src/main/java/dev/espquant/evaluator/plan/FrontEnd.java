package dev.espquant.evaluator.plan;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.evaluator.kernel.EngineOperator;
import dev.espquant.ir.Node;
import java.util.List;
import java.util.Optional;

/** What a plan is compiled from: a graph of either generation of ESP-DL, its nodes in the words of the engine where it has any for them. */
interface FrontEnd {
    /** The graph's inputs. */
    ImmutableList<String> inputs();

    /** The nodes in the order in which they run. */
    ImmutableList<Node> nodes();

    /** The nodes that read a value. */
    List<Node> readers(String value);

    /** Whether the graph gives a value to its caller. */
    boolean isOutput(String value);

    /** How a value lies in memory. */
    Storage storage(String value);

    /**
     * The order of a value's elements.
     *
     * @param channelsLast whether an operator of the engine wants channels last; a graph that is so from the start has one order for each value
     * @throws dev.espquant.ir.GraphException if there is no such value, or its shape is not known
     */
    Layout layout(String value, boolean channelsLast);

    /** A node in the words of the engine; empty if it has none for it. */
    Optional<EngineOperator> describe(Node node);

    /** A node as its own kernel computes it. */
    Fallback fallback(Node node);
}
