package dev.espquant.evaluator.engine;

import java.util.Optional;

/** The specification of {@link Bodies}. Others override what they have vector instructions for. */
public class ScalarBodies implements Bodies {
    @Override
    public void prepare(Use use) {
        // Plain loops are fast from the start.
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void toUnsigned(byte[] from, int fromIndex, byte[] to, int toIndex, int count) {
        for (int i = 0; i < count; i++) {
            to[toIndex + i] = (byte) (from[fromIndex + i] ^ MatrixProduct.OFFSET);
        }
    }

    @Override
    public void toPlanes(short[] from, int fromIndex, byte[] to, int toIndex, int distance, int count) {
        for (int i = 0; i < count; i++) {
            int value = from[fromIndex + i] ^ 0x8000;
            to[toIndex + i] = (byte) (value >> Byte.SIZE);
            to[toIndex + distance + i] = (byte) value;
        }
    }

    @Override
    public void toSigned(byte[] from, byte[] to, int toIndex, int count, int low, int high) {
        for (int i = 0; i < count; i++) {
            int value = (byte) (from[i] ^ MatrixProduct.OFFSET);
            to[toIndex + i] = (byte) Math.min(Math.max(value, low), high);
        }
    }

    @Override
    public int squares(byte[] from, int fromIndex, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += from[fromIndex + i] * from[fromIndex + i];
        }
        return sum;
    }

    @Override
    public boolean isAnyNegative(byte[] from, int fromIndex, int count) {
        int signs = 0;
        for (int i = 0; i < count; i++) {
            signs |= from[fromIndex + i];
        }
        return signs < 0;
    }

    @Override
    public void max(QuantizedBuffer from, int fromIndex, int[] row, int count) {
        for (int i = 0; i < count; i++) {
            row[i] = Math.max(row[i], from.get(fromIndex + i));
        }
    }

    @Override
    public void add(QuantizedBuffer from, int fromIndex, int[] row, int count) {
        for (int i = 0; i < count; i++) {
            row[i] += from.get(fromIndex + i);
        }
    }

    @Override
    public void clamp(QuantizedBuffer from, QuantizedBuffer to, int count, int low, int high) {
        for (int i = 0; i < count; i++) {
            to.set(i, Math.min(Math.max(from.get(i), low), high));
        }
    }

    @Override
    public void elementwise(
            ElementwiseLayer layer, QuantizedBuffer a, QuantizedBuffer b, QuantizedBuffer to, int count) {
        for (int i = 0; i < count; i++) {
            to.set(i, layer.apply(a.get(i), b.get(i)));
        }
    }

    @Override
    public Optional<LayerKernel> depthwise(ConvLayer layer, SumRule rule) {
        return Optional.empty();
    }

    @Override
    public Optional<LayerKernel> wide(ConvLayer layer, SumRule rule) {
        return Optional.empty();
    }

    @Override
    public Optional<MatrixProduct> product(int depth, int columns, byte[] weights) {
        return Optional.empty();
    }

    @Override
    public PlaneRequantizer requantizer(PlaneRule rule) {
        return new ScalarPlaneRequantizer(rule);
    }

    @Override
    public Requantizer requantizer(SumRule rule) {
        return new ScalarRequantizer(rule);
    }
}
