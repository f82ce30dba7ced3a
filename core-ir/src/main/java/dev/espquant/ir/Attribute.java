package dev.espquant.ir;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;

/** The value of a node attribute: one record per kind of ONNX {@code AttributeProto}. */
public sealed interface Attribute {

    record OfInt(long value) implements Attribute {}

    /** The value keeps its bits: two NaNs with other payloads, or 0.0 and -0.0, are different attributes. */
    record OfFloat(float value) implements Attribute {}

    /** Strings are bytes in ONNX; text is UTF-8. */
    record OfString(ByteText value) implements Attribute {
        public String text() {
            return value.text();
        }
    }

    record OfTensor(Tensor value) implements Attribute {}

    record OfGraph(Graph value) implements Attribute {}

    record OfInts(ImmutableLongArray values) implements Attribute {}

    record OfFloats(ImmutableList<Float> values) implements Attribute {}

    record OfStrings(ImmutableList<ByteText> values) implements Attribute {}

    record OfTensors(ImmutableList<Tensor> values) implements Attribute {}

    record OfGraphs(ImmutableList<Graph> values) implements Attribute {}

    /** Inside a function body: the value is that of the caller's attribute of this name. */
    record Reference(String callerAttribute, int onnxType) implements Attribute {}

    /** A kind that this IR carries but does not look into (types, sparse tensors): the serialized {@code AttributeProto}. */
    record OfOpaque(Opaque bytes) implements Attribute {}

    static Attribute of(long value) {
        return new OfInt(value);
    }

    static Attribute of(float value) {
        return new OfFloat(value);
    }

    static Attribute of(String value) {
        return new OfString(ByteText.of(value));
    }

    static Attribute of(Tensor value) {
        return new OfTensor(value);
    }

    static Attribute ofInts(long... values) {
        return new OfInts(ImmutableLongArray.copyOf(values));
    }
}
