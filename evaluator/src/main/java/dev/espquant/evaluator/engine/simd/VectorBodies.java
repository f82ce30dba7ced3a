package dev.espquant.evaluator.engine.simd;

import dev.espquant.evaluator.engine.ConvLayer;
import dev.espquant.evaluator.engine.ElementwiseLayer;
import dev.espquant.evaluator.engine.LayerKernel;
import dev.espquant.evaluator.engine.MatrixProduct;
import dev.espquant.evaluator.engine.PlaneRequantizer;
import dev.espquant.evaluator.engine.PlaneRule;
import dev.espquant.evaluator.engine.QuantizedBuffer;
import dev.espquant.evaluator.engine.Requantizer;
import dev.espquant.evaluator.engine.ScalarBodies;
import dev.espquant.evaluator.engine.ScalarRequantizer;
import dev.espquant.evaluator.engine.SumRule;
import java.util.Optional;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The bodies of this package. */
public final class VectorBodies extends ScalarBodies {
    /** int32 sums in the widest vectors of the machine. */
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    /** As many bytes as {@link #INTS} has lanes. */
    static final VectorSpecies<Byte> QUARTER =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / 4)));

    /** As many 16-bit integers as {@link #INTS} has lanes. */
    static final VectorSpecies<Short> HALF =
            VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, INTS.vectorBitSize() / 2)));

    static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int lanes() {
        return INTS.length();
    }

    @Override
    public void prepare(Use use) {
        switch (use) {
            case BYTES -> warmUpBytes();
            case POOL -> VectorElementwise.warmUpRows();
            case ELEMENTWISE -> VectorElementwise.warmUpSums();
            case CLAMP -> VectorElementwise.warmUpClamps();
            case NORM -> VectorSquares.warmUp();
        }
    }

    private void warmUpBytes() {
        byte[] from = new byte[WarmUp.VECTORS * BYTES.length()];
        byte[] to = new byte[from.length];
        WarmUp.once("toUnsigned", count -> toUnsigned(from, 0, to, 0, count * BYTES.length() + count));
        WarmUp.once("toSigned", count -> toSigned(from, to, 0, count * BYTES.length() + count, -1, 1));
    }

    @Override
    public void toUnsigned(byte[] from, int fromIndex, byte[] to, int toIndex, int count) {
        int i = 0;
        for (; i <= count - BYTES.length(); i += BYTES.length()) {
            Exact.bytes(BYTES, from, fromIndex + i)
                    .lanewise(VectorOperators.XOR, (byte) MatrixProduct.OFFSET)
                    .intoArray(to, toIndex + i);
        }
        for (; i < count; i++) {
            to[toIndex + i] = (byte) (from[fromIndex + i] ^ MatrixProduct.OFFSET);
        }
    }

    @Override
    public void toPlanes(short[] from, int fromIndex, byte[] to, int toIndex, int distance, int count) {
        int whole = VectorDepthwise.SHORTS.loopBound(count);
        VectorPlanes.split(from, fromIndex, to, toIndex, toIndex + distance, whole);
        super.toPlanes(from, fromIndex + whole, to, toIndex + whole, distance, count - whole);
    }

    @Override
    public PlaneRequantizer requantizer(PlaneRule rule) {
        return ScaledPlaneRequantizer.covers(rule) ? new ScaledPlaneRequantizer(rule) : super.requantizer(rule);
    }

    @Override
    public void toSigned(byte[] from, byte[] to, int toIndex, int count, int low, int high) {
        int whole = BYTES.loopBound(count);
        signed(from, to, toIndex, whole, (byte) low, (byte) high);
        for (int i = whole; i < count; i++) {
            int value = (byte) (from[i] ^ MatrixProduct.OFFSET);
            to[toIndex + i] = (byte) Math.min(Math.max(value, low), high);
        }
    }

    /** Constants are vectors before the loop: made within it, they were left as objects by the compiler. */
    private static void signed(byte[] from, byte[] to, int toIndex, int whole, byte low, byte high) {
        ByteVector offset = ByteVector.broadcast(BYTES, (byte) MatrixProduct.OFFSET);
        ByteVector lowest = ByteVector.broadcast(BYTES, low);
        ByteVector highest = ByteVector.broadcast(BYTES, high);
        for (int i = 0; i < whole; i += BYTES.length()) {
            Exact.bytes(BYTES, from, i)
                    .lanewise(VectorOperators.XOR, offset)
                    .max(lowest)
                    .min(highest)
                    .intoArray(to, toIndex + i);
        }
    }

    @Override
    public int squares(byte[] from, int fromIndex, int count) {
        int whole = VectorSquares.SHORTS.loopBound(count);
        return VectorSquares.sum(from, fromIndex, whole) + super.squares(from, fromIndex + whole, count - whole);
    }

    @Override
    public boolean isAnyNegative(byte[] from, int fromIndex, int count) {
        int whole = BYTES.loopBound(count);
        return VectorSquares.isAnyNegative(from, fromIndex, whole)
                || super.isAnyNegative(from, fromIndex + whole, count - whole);
    }

    @Override
    public void max(QuantizedBuffer from, int fromIndex, int[] row, int count) {
        int whole = from.storage() == QuantizedBuffer.Storage.BYTES
                ? VectorElementwise.max(from.bytes(), fromIndex, row, count)
                : 0;
        for (int i = whole; i < count; i++) {
            row[i] = Math.max(row[i], from.get(fromIndex + i));
        }
    }

    @Override
    public void add(QuantizedBuffer from, int fromIndex, int[] row, int count) {
        int whole = from.storage() == QuantizedBuffer.Storage.BYTES
                ? VectorElementwise.add(from.bytes(), fromIndex, row, count)
                : 0;
        for (int i = whole; i < count; i++) {
            row[i] += from.get(fromIndex + i);
        }
    }

    @Override
    public void clamp(QuantizedBuffer from, QuantizedBuffer to, int count, int low, int high) {
        int whole = 0;
        if (from.storage() == QuantizedBuffer.Storage.BYTES) {
            whole = VectorElementwise.clamp(from.bytes(), to.bytes(), count, (byte) low, (byte) high);
        } else if (from.storage() == QuantizedBuffer.Storage.SHORTS) {
            whole = VectorElementwise.clamp(from.shorts(), to.shorts(), count, (short) low, (short) high);
        }
        for (int i = whole; i < count; i++) {
            to.set(i, Math.min(Math.max(from.get(i), low), high));
        }
    }

    @Override
    public void elementwise(
            ElementwiseLayer layer, QuantizedBuffer a, QuantizedBuffer b, QuantizedBuffer to, int count) {
        int whole = VectorElementwise.covers(layer) ? VectorElementwise.apply(layer, a, b, to, count) : 0;
        for (int i = whole; i < count; i++) {
            to.set(i, layer.apply(a.get(i), b.get(i)));
        }
    }

    @Override
    public Optional<LayerKernel> wide(ConvLayer layer, SumRule rule) {
        return WideConvolution.covers(layer, rule) ? Optional.of(new WideConvolution(layer, rule)) : Optional.empty();
    }

    @Override
    public Optional<MatrixProduct> product(int depth, int columns, byte[] weights) {
        return NarrowProduct.covers(columns)
                ? Optional.of(new NarrowProduct(depth, columns, weights))
                : Optional.empty();
    }

    @Override
    public Optional<LayerKernel> depthwise(ConvLayer layer, SumRule rule) {
        if (WideDepthwise.covers(layer, rule)) {
            return Optional.of(new WideDepthwise(layer, rule));
        }
        return DepthwiseNumbers.cover(layer, rule)
                ? Optional.of(new VectorDepthwise(layer.geometry(), new DepthwiseNumbers(layer)))
                : Optional.empty();
    }

    @Override
    public Requantizer requantizer(SumRule rule) {
        return VectorRequantizer.covers(rule) ? new VectorRequantizer(rule) : new ScalarRequantizer(rule);
    }
}
