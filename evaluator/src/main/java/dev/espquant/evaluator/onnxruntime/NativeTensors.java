package dev.espquant.evaluator.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.espquant.ir.ByteText;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Shape;
import dev.espquant.ir.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies tensors into ONNX Runtime's memory and out of it, element types kept. */
final class NativeTensors {
    private NativeTensors() {}

    /** A copy that the caller closes. */
    static OnnxTensor of(String name, Tensor tensor) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        if (tensor.type() == DataType.STRING) {
            String[] texts = tensor.strings().stream().map(ByteText::text).toArray(String[]::new);
            return OnnxTensor.createTensor(environment, texts, tensor.sizes());
        }
        OnnxJavaType type = javaType(tensor.type())
                .orElseThrow(() -> GraphException.because("ONNX Runtime's Java interface takes no input of type "
                                + tensor.type().onnxName())
                        .value(name)
                        .build());
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.max(1, tensor.bytes().remaining()))
                .order(ByteOrder.nativeOrder());
        bytes.put(tensor.bytes()).flip();
        return OnnxTensor.createTensor(environment, bytes, tensor.sizes(), type);
    }

    /** A copy of a tensor; empty for element types that ONNX Runtime's Java interface does not hand out. */
    static Optional<Tensor> copy(OnnxTensor tensor) throws OrtException {
        TensorInfo info = tensor.getInfo();
        if (info.type == OnnxJavaType.STRING) {
            return Optional.of(Tensor.ofStrings(info.getShape(), strings(tensor)));
        }
        Optional<DataType> type = Arrays.stream(DataType.values())
                .filter(t -> javaType(t).filter(j -> j == info.type).isPresent())
                .findFirst();
        return type.map(t -> {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(t.byteSize(Shape.elementCount(info.getShape()))));
            if (bytes.capacity() > 0) {
                bytes.put(tensor.getByteBuffer()).flip();
            }
            return Tensor.ofBytes(t, info.getShape(), bytes);
        });
    }

    private static List<ByteText> strings(OnnxTensor tensor) throws OrtException {
        return flat(tensor.getValue()).map(ByteText::of).toList();
    }

    private static Stream<String> flat(Object value) {
        return value instanceof Object[] nested
                ? Arrays.stream(nested).flatMap(NativeTensors::flat)
                : Stream.of((String) value);
    }

    static Optional<OnnxJavaType> javaType(DataType type) {
        return switch (type) {
            case FLOAT -> Optional.of(OnnxJavaType.FLOAT);
            case DOUBLE -> Optional.of(OnnxJavaType.DOUBLE);
            case FLOAT16 -> Optional.of(OnnxJavaType.FLOAT16);
            case BFLOAT16 -> Optional.of(OnnxJavaType.BFLOAT16);
            case INT8 -> Optional.of(OnnxJavaType.INT8);
            case UINT8 -> Optional.of(OnnxJavaType.UINT8);
            case INT16 -> Optional.of(OnnxJavaType.INT16);
            case INT32 -> Optional.of(OnnxJavaType.INT32);
            case INT64 -> Optional.of(OnnxJavaType.INT64);
            case BOOL -> Optional.of(OnnxJavaType.BOOL);
            case STRING -> Optional.of(OnnxJavaType.STRING);
            case UINT16,
                    UINT32,
                    UINT64,
                    UINT4,
                    INT4,
                    UINT2,
                    INT2,
                    COMPLEX64,
                    COMPLEX128,
                    FLOAT8E4M3FN,
                    FLOAT8E4M3FNUZ,
                    FLOAT8E5M2,
                    FLOAT8E5M2FNUZ,
                    FLOAT4E2M1,
                    FLOAT8E8M0 -> Optional.empty();
        };
    }
}
