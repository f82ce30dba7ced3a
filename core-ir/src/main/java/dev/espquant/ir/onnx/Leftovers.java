package dev.espquant.ir.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Opaque;

/**
 * What a file says beyond the IR's records: fields that our schema does not name, and named ones that no record has a place for (the
 * documentation of a tensor). They are kept as a serialized message of the type they come from that holds nothing else, so that nested
 * leftovers stay at their place: those of an attribute are an {@code AttributeProto} of that name inside the {@code NodeProto} of its node.
 * The writer starts from the leftovers and adds what the records say.
 */
final class Leftovers {
    private Leftovers() {}

    static Opaque of(MessageLite rest) {
        return Opaque.of(rest.toByteArray());
    }

    static boolean isEmpty(MessageLite rest) {
        return rest.getSerializedSize() == 0;
    }

    static <M extends MessageLite> M parse(Parser<M> parser, Opaque bytes) {
        try {
            return parser.parseFrom(bytes.toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw GraphException.because("unknown fields are not serialized protobuf: " + e.getMessage())
                    .fix("keep the unknown fields of a graph as the reader gave them")
                    .cause(e)
                    .build();
        }
    }
}
