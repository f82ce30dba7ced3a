package dev.espquant.evaluator.espdl.kernel;

import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.ir.DataType;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of a filter's elements in memory, which its dimensions do not tell. Plain: output channel by output channel ({@code NHWC}), or tap by
 * tap for depthwise filters ({@code HWCN}). Blocked: output channels in blocks of 16 (int8) or 8 (int16), the position within the block fastest; the
 * channels that fill no block follow in plain order. Names: {@code (N/16)HWC16}, {@code (N/8)WC8_UNALIGNED}; older files write {@code N16HWC16}.
 *
 * @param block channels of a block; 1 for plain order
 */
record FilterOrder(int block) {
    private static final Pattern BLOCKED = Pattern.compile("\\(?N/?(\\d+)\\)?H?WC(\\d+)(_UNALIGNED)?");
    private static final Pattern PLAIN = Pattern.compile("NH?WC|H?WCN");

    /** Vectors of 16 bytes. */
    static FilterOrder blocked(DataType type) {
        return new FilterOrder(128 / type.bits());
    }

    /** That of a filter in a file; by the chip where the file does not say. */
    static FilterOrder of(EspdlContext context, EspdlTensor filter) {
        String layout = filter.layout().orElse("");
        Matcher matcher = BLOCKED.matcher(layout);
        if (matcher.matches()) {
            FilterOrder order = blocked(filter.type());
            context.require(
                    matcher.group(1).equals(matcher.group(2))
                            && matcher.group(1).equals("" + order.block()),
                    "its filter's layout " + layout + " is none for "
                            + filter.type().onnxName(),
                    "export the model again");
            return order;
        }
        if (PLAIN.matcher(layout).matches()) {
            return new FilterOrder(1);
        }
        context.require(
                layout.isEmpty() || layout.equals("UNK"),
                "its filter's layout " + layout + " is unknown",
                "export the model again");
        return of(context, filter.type());
    }

    /** That of the chip. */
    static FilterOrder of(EspdlContext context, DataType type) {
        return context.blocked() ? blocked(type) : new FilterOrder(1);
    }

    /** Output channels that fill whole blocks; none in plain order. */
    int inBlocks(int outputs) {
        return block == 1 ? 0 : outputs / block * block;
    }

    /**
     * Where elements lie in memory.
     *
     * @param outputs output channels
     * @param length elements of one output channel, in the order of height, width and input channel
     * @param depthwise whether the channels that fill no block lie tap by tap
     * @return for each output channel and each of its elements, the place
     */
    int[] places(int outputs, int length, boolean depthwise) {
        int whole = inBlocks(outputs);
        int rest = outputs - whole;
        int[] places = new int[Math.multiplyExact(outputs, length)];
        for (int n = 0; n < outputs; n++) {
            for (int i = 0; i < length; i++) {
                int place;
                if (n < whole) {
                    place = (n / block * length + i) * block + n % block;
                } else {
                    place = whole * length + (depthwise ? i * rest + n - whole : (n - whole) * length + i);
                }
                places[n * length + i] = place;
            }
        }
        return places;
    }
}
