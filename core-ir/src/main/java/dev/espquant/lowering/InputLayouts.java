package dev.espquant.lowering;

import com.google.common.collect.ImmutableListMultimap;
import dev.espquant.ir.Node;
import java.util.Optional;

/**
 * In which order a caller supplies each graph input: channels last if the first kernel that cares wants it so, else as in ONNX. Kernels that
 * treat all elements alike do not care; those that read the value behind them do.
 */
final class InputLayouts {
    private final Draft draft;
    private final ImmutableListMultimap<String, Node> readers;

    InputLayouts(Draft draft) {
        this.draft = draft;
        this.readers = draft.readers();
    }

    Permutation of(String input) {
        int rank = draft.value(input).sizes().length();
        boolean channelsLast = rank >= 3
                && rank <= 4
                && decisive(input).filter(RuntimeOperators::wantsChannelsLast).isPresent();
        return channelsLast ? Permutation.channelsLast(rank) : Permutation.identity(rank);
    }

    /** The first node on the way of a value that cares about its layout. */
    private Optional<Node> decisive(String value) {
        for (Node reader : readers.get(value)) {
            Optional<Node> found = passesOn(reader) ? decisive(reader.output()) : Optional.of(reader);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean passesOn(Node reader) {
        long computed =
                reader.inputs().stream().filter(draft.values()::containsKey).count();
        return RuntimeOperators.isElementwise(reader)
                || (RuntimeOperators.isBinary(reader) && computed == 1)
                || (reader.is("Pad") && computed == 1);
    }
}
