package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.StringStringEntryProto;
import dev.espquant.ir.onnx.schema.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Tensors between {@code TensorProto} and the IR. Names are the business of whoever holds the tensor. */
final class TensorCodec {
    private static final int EXTERNAL = 1;
    /** As many as NumPy has; a bound keeps shapes printable. */
    private static final int MAX_RANK = 64;

    private TensorCodec() {}

    /** Reads the elements, wherever the file keeps them: raw bytes, typed fields or a file beside the model. */
    static Tensor decode(TensorProto proto, ExternalData external) {
        DataType type = DataType.ofOnnxCode(proto.getDataType())
                .orElseThrow(() -> GraphException.because("unknown tensor element type " + proto.getDataType())
                        .fix("the file is damaged, or newer than this reader")
                        .build());
        requireRank(proto.getDimsCount());
        long[] sizes = Longs.toArray(proto.getDimsList());
        if (proto.getDataLocation() == EXTERNAL) {
            return Tensor.ofBytes(type, sizes, external.read(proto.getExternalDataList(), byteSize(type, sizes)));
        }
        if (type == DataType.STRING) {
            return strings(proto, sizes);
        }
        if (proto.hasRawData()) {
            TypedData.requireOnly(proto, "raw_data");
            return Tensor.ofBytes(type, sizes, proto.getRawData().asReadOnlyByteBuffer());
        }
        return Tensor.ofBytes(type, sizes, TypedData.bytes(proto, type, elementCount(type, sizes)));
    }

    /** A message that holds the tensor and nothing else. */
    static TensorProto encode(Tensor tensor, TensorProto leftovers) {
        TensorProto.Builder proto = frame(tensor, leftovers);
        if (tensor.type() == DataType.STRING) {
            tensor.strings().forEach(text -> proto.addStringData(bytes(text)));
        } else {
            proto.setRawData(UnsafeByteOperations.unsafeWrap(tensor.bytes()));
        }
        return proto.build();
    }

    /** A message that says in which file the elements are. */
    static TensorProto encodeExternal(Tensor tensor, TensorProto leftovers, List<StringStringEntryProto> entries) {
        return frame(tensor, leftovers)
                .setDataLocation(EXTERNAL)
                .addAllExternalData(entries)
                .build();
    }

    private static TensorProto.Builder frame(Tensor tensor, TensorProto leftovers) {
        TensorProto.Builder proto =
                leftovers.toBuilder().setDataType(tensor.type().onnxCode());
        for (long size : tensor.sizes()) {
            proto.addDims(size);
        }
        return proto;
    }

    /** What a message says beyond elements, type, sizes and where the elements are kept. */
    static TensorProto leftovers(TensorProto proto) {
        TensorProto.Builder rest = TensorProto.newBuilder().setUnknownFields(proto.getUnknownFields());
        if (proto.hasName()) {
            rest.setName(proto.getName());
        }
        if (proto.hasDocString()) {
            rest.setDocStringBytes(proto.getDocStringBytes());
        }
        return rest.build();
    }

    static ByteText text(ByteString bytes) {
        return ByteText.of(bytes.toByteArray());
    }

    static ByteString bytes(ByteText text) {
        return ByteString.copyFrom(text.bytes().toByteArray());
    }

    static void requireRank(int rank) {
        if (rank > MAX_RANK) {
            throw GraphException.because("its shape has " + rank + " dimensions, at most " + MAX_RANK + " are possible")
                    .fix("the file is damaged: export it again")
                    .build();
        }
    }

    private static Tensor strings(TensorProto proto, long[] sizes) {
        TypedData.requireOnly(proto, "string_data");
        elementCount(DataType.STRING, sizes);
        return Tensor.ofStrings(
                sizes,
                proto.getStringDataList().stream().map(TensorCodec::text).collect(ImmutableList.toImmutableList()));
    }

    private static long byteSize(DataType type, long[] sizes) {
        if (type == DataType.STRING) {
            throw GraphException.because("a tensor of strings cannot lie in an external file")
                    .fix("keep strings in the model file")
                    .build();
        }
        try {
            return type.byteSize(Shape.elementCount(sizes));
        } catch (ArithmeticException e) {
            throw impossible(type, sizes);
        }
    }

    private static int elementCount(DataType type, long[] sizes) {
        try {
            return Math.toIntExact(Shape.elementCount(sizes));
        } catch (ArithmeticException e) {
            throw impossible(type, sizes);
        }
    }

    private static GraphException impossible(DataType type, long[] sizes) {
        return GraphException.because("no " + type.onnxName() + " tensor can have the shape " + Arrays.toString(sizes)
                        + ": dimensions are at least 0 and a tensor takes at most 2 GiB")
                .fix("the file is damaged, or the tensor must be split")
                .build();
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
