package dev.espquant.evaluator.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Node;
import dev.espquant.ir.Opaque;
import dev.espquant.ir.Tensor;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A whole int8 layer by ONNX Runtime's {@code QLinearConv}, channels last: sums never leave its registers and caches. For layers that {@link
 * RoundingConvolution} covers; exact under the same condition as {@link OrtProduct}.
 */
final class OrtConvolution implements LayerKernel {
    /** Bytes of operand and result in one call for layers whose positions do not depend on each other. */
    private static final int PIECE_BYTES = 512 << 10;

    private final ConvGeometry geometry;
    private final int low;
    private final int high;
    private final Bodies bodies;
    private final OrtSession session;

    OrtConvolution(ConvLayer layer, Bodies bodies) {
        Stage stage = layer.epilogue().stages().get(0);
        this.geometry = layer.geometry();
        this.low = stage.low().get(0);
        this.high = stage.high().get(0);
        this.bodies = bodies;
        this.session = OrtSessions.open(this, node(geometry), constants(layer), DataType.UINT8, 4);
    }

    @Override
    public long run(List<QuantizedBuffer> inputs, QuantizedBuffer output, int images, Scratch scratch) {
        byte[] input = inputs.get(0).bytes();
        int units = geometry.isPointwise() ? images * geometry.positions() : images;
        int in = geometry.isPointwise() ? geometry.inChannels() : geometry.inElements();
        int out = geometry.isPointwise() ? geometry.outChannels() : geometry.outElements();
        int piece = Math.max(1, Math.min(units, PIECE_BYTES / (in + out)));
        for (int first = 0; first < units; first += piece) {
            int count = Math.min(piece, units - first);
            NativeOperands operands = scratch.state(NativeOperands.class, NativeOperands.class, NativeOperands::new);
            NativeOperands.Call call = operands.call(this, count, inSizes(count), outSizes(count), OnnxJavaType.UINT8);
            byte[] bytes = scratch.bytes(Scratch.Purpose.LEFT, count * Math.max(in, out));
            bodies.toUnsigned(input, first * in, bytes, 0, count * in);
            operands.left().put(0, bytes, 0, count * in);
            run(call);
            operands.results().get(0, bytes, 0, count * out);
            bodies.toSigned(bytes, output.bytes(), first * out, count * out, low, high);
        }
        return 0;
    }

    private void run(NativeOperands.Call call) {
        try {
            session.run(call.inputs(), call.outputs()).close();
        } catch (OrtException e) {
            throw OrtSessions.failed(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private long[] inSizes(int count) {
        return geometry.isPointwise()
                ? new long[] {1, 1, count, geometry.inChannels()}
                : new long[] {count, geometry.inHeight(), geometry.inWidth(), geometry.inChannels()};
    }

    private long[] outSizes(int count) {
        return geometry.isPointwise()
                ? new long[] {1, 1, count, geometry.outChannels()}
                : new long[] {count, geometry.outHeight(), geometry.outWidth(), geometry.outChannels()};
    }

    private static Node node(ConvGeometry geometry) {
        KernelWindow window = geometry.window();
        int bottom = (geometry.outHeight() - 1) * window.strideY()
                + (window.height() - 1) * window.dilationY()
                + 1
                - geometry.inHeight()
                - window.top();
        int right = (geometry.outWidth() - 1) * window.strideX()
                + (window.width() - 1) * window.dilationX()
                + 1
                - geometry.inWidth()
                - window.left();
        return new Node(
                "layer",
                "QLinearConv",
                OrtSessions.MICROSOFT,
                ImmutableList.of("x", "one", "offset", "w", "scale", "zero", "one", "none", "b"),
                ImmutableList.of("y"),
                ImmutableMap.of(
                        "channels_last", new Attribute.OfInt(1),
                        "group", new Attribute.OfInt(geometry.groups()),
                        "kernel_shape", ints(window.height(), window.width()),
                        "strides", ints(window.strideY(), window.strideX()),
                        "dilations", ints(window.dilationY(), window.dilationX()),
                        "pads", ints(window.top(), window.left(), Math.max(0, bottom), Math.max(0, right))),
                "",
                Opaque.empty());
    }

    private static ImmutableMap<String, Tensor> constants(ConvLayer layer) {
        ConvGeometry geometry = layer.geometry();
        RoundingConvolution numbers = RoundingConvolution.of(layer);
        byte[] weights = new byte[layer.weights().length()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) layer.weights().get(i);
        }
        long[] sizes = {
            geometry.outChannels(),
            geometry.inPerGroup(),
            geometry.window().height(),
            geometry.window().width()
        };
        return ImmutableMap.<String, Tensor>builder()
                .put("one", Tensor.ofFloats(new long[0], 1))
                .put("offset", OrtSessions.bytes(DataType.UINT8, new long[0], (byte) MatrixProduct.OFFSET))
                .put("w", OrtSessions.bytes(DataType.INT8, sizes, weights))
                .put("scale", Tensor.ofFloats(new long[] {geometry.outChannels()}, numbers.scales()))
                .put(
                        "zero",
                        OrtSessions.bytes(
                                DataType.INT8, new long[] {geometry.outChannels()}, new byte[geometry.outChannels()]))
                .put("none", OrtSessions.bytes(DataType.UINT8, new long[0], (byte) 0))
                .put("b", ints32(numbers.offsets()))
                .buildOrThrow();
    }

    private static Tensor ints32(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return Tensor.ofBytes(DataType.INT32, new long[] {values.length}, bytes);
    }

    private static Attribute ints(long... values) {
        return new Attribute.OfInts(ImmutableLongArray.copyOf(values));
    }
}
