package dev.espquant.exporter.model;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.exporter.coefficients.LayerConstants;
import dev.espquant.exporter.coefficients.Section;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.QuantizedGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the layers of a generated class and knows where every value is. The graph has known shapes for one image. Not thread safe.
 *
 * <p>Reshape, Flatten and Transpose cost nothing here: their output is the input's tensor under another view. Elements move only where a layer
 * needs another order ({@link #placed}); the price is counted.
 */
final class PlanBuilder {
    private record Conversion(int buffer, LayerClass kind, ImmutableIntArray argument) {}

    private final QuantizedGraph quantized;
    private final Map<String, Stored> values = new HashMap<>();
    private final List<Buffer> inputs = new ArrayList<>();
    private final List<LayerStep> steps = new ArrayList<>();
    private final List<LayerConstants> constants = new ArrayList<>();
    private final Map<Conversion, Buffer> conversions = new HashMap<>();
    private long price;
    private int buffers;

    /** A builder for a graph whose shapes are known. */
    PlanBuilder(QuantizedGraph quantized) {
        this.quantized = quantized;
    }

    QuantizedGraph quantized() {
        return quantized;
    }

    BitWidth bits() {
        return quantized.scheme().bits();
    }

    /** Elements that are moved only to change their order, and one for each layer that must have its weights reordered. */
    long price() {
        return price;
    }

    void addPrice(long elements) {
        price += elements;
    }

    ImmutableList<LayerStep> steps() {
        return ImmutableList.copyOf(steps);
    }

    ImmutableList<LayerConstants> constants() {
        return ImmutableList.copyOf(constants);
    }

    /** All sizes of a value or constant, the batch included. */
    ImmutableIntArray allSizes(String value) {
        return quantized
                .graph()
                .shape(value)
                .filter(Shape::isStatic)
                .map(shape ->
                        ImmutableIntArray.copyOf(Arrays.stream(shape.sizes()).mapToInt(Math::toIntExact)))
                .orElseThrow(() -> GraphException.because("its shape is not known")
                        .value(value)
                        .fix("give the model fixed input shapes")
                        .buildUnsupported());
    }

    /** The sizes of a value without the batch, which must be 1. */
    ImmutableIntArray sizes(String value) {
        ImmutableIntArray all = allSizes(value);
        if (all.isEmpty() || all.get(0) != 1 || all.contains(0)) {
            throw GraphException.because("its shape is " + Dims.list(all)
                            + "; the class runs one image, so the first axis must be 1 and none may be empty")
                    .value(value)
                    .fix("give the model a batch of 1 or an open one")
                    .buildUnsupported();
        }
        return all.subArray(1, all.length());
    }

    int exponent(String value) {
        return quantized.exponent(value);
    }

    Buffer input(String value, View view) {
        Buffer buffer = buffer(Dims.of(view), exponent(value));
        inputs.add(buffer);
        values.put(value, new Stored(buffer, view));
        return buffer;
    }

    boolean isInput(Buffer buffer) {
        return inputs.contains(buffer);
    }

    Buffer buffer(ImmutableIntArray dims, int exponent) {
        return new Buffer(buffers++, dims, exponent);
    }

    /** Where a computed value is. */
    Stored stored(Node node, int input) {
        return stored(node.inputs().get(input));
    }

    Stored stored(String value) {
        return Optional.ofNullable(values.get(value))
                .orElseThrow(() -> GraphException.because("no layer computes it")
                        .value(value)
                        .fix("run 'espquant optimize', which folds constants")
                        .buildUnsupported());
    }

    /** Says that a value is a tensor under a view; if their exponents differ, it becomes a copy of that tensor. */
    void put(Node node, String value, Buffer buffer, View view) {
        Buffer known = buffer.exponent() == exponent(value) ? buffer : renamed(node, buffer, exponent(value));
        values.put(value, new Stored(known, view));
    }

    /** The tensor with another exponent: the node's own layer sets it, or a copy is made. */
    private Buffer renamed(Node node, Buffer buffer, int exponent) {
        int last = steps.size() - 1;
        boolean own = last >= 0
                && steps.get(last).output().equals(buffer)
                && steps.get(last).node().equals(node);
        Buffer result = own ? new Buffer(buffer.id(), buffer.dims(), exponent) : buffer(buffer.dims(), exponent);
        if (own) {
            steps.set(last, steps.get(last).withOutput(result));
        } else {
            steps.add(LayerSteps.reshape(this, node, buffer, result).withOutput(result));
        }
        return result;
    }

    /** Adds a layer and returns the tensor that it owns. */
    Buffer add(LayerStep step) {
        steps.add(step);
        return step.output();
    }

    /** Adds constants and returns their number. */
    int constants(String name, Section... sections) {
        constants.add(new LayerConstants(name, ImmutableList.copyOf(sections)));
        return constants.size() - 1;
    }

    /** A value in the order of a view, as a tensor of that view's shape. */
    Buffer placed(Node reader, Stored value, View target) {
        return placed(reader, value, target, Dims.of(target));
    }

    /** A value in the order of a view, as a tensor of a given shape. */
    Buffer placed(Node reader, Stored value, View target, ImmutableIntArray dims) {
        Buffer buffer = value.buffer();
        if (!value.view().sameMemory(target)) {
            Optional<View> direct = View.transposition(value.view(), target);
            if (direct.isPresent()) {
                buffer = transposed(reader, buffer, direct.get());
            } else {
                View plain = View.rowMajor(value.view().sizes());
                View plainTarget = View.rowMajor(target.sizes());
                buffer = transposed(
                        reader, buffer, View.transposition(value.view(), plain).orElseThrow());
                buffer = transposed(
                        reader, buffer, View.transposition(plainTarget, target).orElseThrow());
            }
        }
        return reshaped(reader, buffer, dims);
    }

    /** The same memory under another shape. */
    Buffer reshaped(Node reader, Buffer buffer, ImmutableIntArray dims) {
        if (buffer.dims().equals(dims)) {
            return buffer;
        }
        return conversions.computeIfAbsent(
                new Conversion(buffer.id(), LayerClass.RESHAPE, dims),
                c -> add(LayerSteps.reshape(this, reader, buffer, buffer(dims, buffer.exponent()))));
    }

    private Buffer transposed(Node reader, Buffer buffer, View transposition) {
        if (transposition.order().length() <= 1) {
            return buffer;
        }
        Buffer source = reshaped(reader, buffer, Dims.padded(transposition.sizes()));
        ImmutableIntArray order = Dims.paddedOrder(transposition.order());
        Buffer known = conversions.get(new Conversion(source.id(), LayerClass.TRANSPOSE, order));
        if (known != null) {
            return known;
        }
        price += 2L * Dims.count(source.dims());
        Buffer result = add(LayerSteps.transpose(this, reader, source, order));
        conversions.put(new Conversion(source.id(), LayerClass.TRANSPOSE, order), result);
        return result;
    }
}
