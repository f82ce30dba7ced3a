package dev.espquant.ir.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.GraphValidator;
import dev.espquant.ir.onnx.schema.GraphProto;
import java.io.IOException;

/**
 * A look over the structure of a file before any of it becomes objects. Two bytes of a protobuf file can ask for an object of a hundred bytes
 * and nested messages for any depth of recursion: this walk allocates nothing, counts what parsing would create and refuses what goes beyond
 * bounds. It also refuses names that are not text, because reading them would change them.
 */
final class WireScan {
    /** Parsing and decoding one field takes at most about this many bytes of memory, besides the bytes of the file. */
    private static final long BYTES_PER_FIELD = 512;

    private static final long MAX_FIELDS = 1 << 24;

    private final CodedInputStream in;
    private final long allowedFields;
    private long fields;
    private int graphDepth;

    private WireScan(CodedInputStream in, long allowedFields) {
        this.in = in;
        this.allowedFields = allowedFields;
    }

    /**
     * Checks a file.
     *
     * @param message what the file holds
     * @throws InvalidProtocolBufferException if it is no protobuf or is cut off
     * @throws GraphException if it has too many parts for this process, nests too deep or has names that are not text
     */
    static void check(ByteString contents, Descriptor message) throws IOException {
        check(
                contents,
                message,
                Math.min(MAX_FIELDS, java.lang.Runtime.getRuntime().maxMemory() / BYTES_PER_FIELD));
    }

    /** As above, with the number of fields that are allowed. */
    static void check(ByteString contents, Descriptor message, long allowedFields) throws IOException {
        CodedInputStream in = contents.newCodedInput();
        in.enableAliasing(true);
        new WireScan(in, allowedFields).message(message);
    }

    private void message(Descriptor descriptor) throws IOException {
        boolean graph = descriptor.equals(GraphProto.getDescriptor());
        graphDepth += graph ? 1 : 0;
        if (graphDepth > GraphValidator.MAX_NESTING) {
            throw GraphException.because("graphs nest deeper than " + GraphValidator.MAX_NESTING)
                    .fix("export the model without nested control flow")
                    .build();
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            field(descriptor, tag);
        }
        graphDepth -= graph ? 1 : 0;
    }

    private void field(Descriptor descriptor, int tag) throws IOException {
        FieldDescriptor field = descriptor.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
        boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (field == null || delimited || !field.isPackable()) {
            count();
        }
        if (field != null && delimited && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            int outerLimit = in.pushLimit(in.readRawVarint32());
            message(field.getMessageType());
            in.popLimit(outerLimit);
        } else if (field != null && delimited && isName(field)) {
            requireText(field);
        } else if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    private void count() {
        if (++fields > allowedFields) {
            throw GraphException.because("it has more than " + allowedFields
                            + " parts (nodes, names, attributes ...), more than fit this process's memory")
                    .fix("give Java more memory with -Xmx, or export a smaller model")
                    .build();
        }
    }

    /** Names identify things and must survive; documentation and metadata may be in any encoding. */
    private static boolean isName(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.STRING
                && !field.getName().equals("doc_string")
                && !field.getContainingType().getName().equals("StringStringEntryProto");
    }

    private void requireText(FieldDescriptor field) throws IOException {
        if (!in.readBytes().isValidUtf8()) {
            throw GraphException.because("field '" + field.getName() + "' of a "
                            + field.getContainingType().getName() + " is not UTF-8 text")
                    .fix("the file is damaged, or give its parts names in UTF-8 and export it again")
                    .build();
        }
    }
}
