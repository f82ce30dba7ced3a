package dev.espquant.evaluator.espdl;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.evaluator.engine.QuantizedBuffer.Storage;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.espdl.EspdlTensor;
import dev.espquant.ir.espdl.EspdlValue;
import java.util.Arrays;

/**
 * What is known of an array before it is computed.
 *
 * @param type element type
 * @param sizes sizes in the runtime's layout
 * @param exponents one; several for filters with one for each output channel
 */
public record ArrayType(DataType type, ImmutableIntArray sizes, ImmutableIntArray exponents) {
    /** More elements than any chip has bytes of memory: nothing larger is allocated, whatever a file says. */
    private static final long MOST_ELEMENTS = 1L << 26;

    static ArrayType of(EspdlTensor tensor) {
        return new ArrayType(
                tensor.type(), sizes(tensor.name(), tensor.elements().sizes()), atLeastOne(tensor.exponents()));
    }

    /**
     * The type of an activation.
     *
     * @throws GraphException if the file leaves element type or sizes open, or they are beyond what a chip can hold
     */
    static ArrayType of(EspdlValue value) {
        DataType type = value.type().elementType().orElseThrow(() -> unknown(value, "element type"));
        long[] sizes = value.type()
                .shape()
                .filter(shape -> shape.isStatic())
                .orElseThrow(() -> unknown(value, "shape"))
                .sizes();
        return new ArrayType(type, sizes(value.name(), sizes), atLeastOne(value.exponents()));
    }

    /** The type of an output under the sizes that its node makes. */
    static ArrayType of(String name, ArrayType declared, int[] sizes) {
        long[] longs = Arrays.stream(sizes).asLongStream().toArray();
        return new ArrayType(declared.type(), sizes(name, longs), declared.exponents());
    }

    public boolean isReal() {
        return type == DataType.FLOAT;
    }

    public int[] toSizes() {
        return sizes.toArray();
    }

    public int rank() {
        return sizes.length();
    }

    public int size(int axis) {
        return sizes.get(axis);
    }

    public int count() {
        return EspdlArray.count(toSizes());
    }

    /** The exponent; that of the first channel where there are several. */
    public int exponent() {
        return exponents.get(0);
    }

    /** How the elements of such arrays lie in memory. */
    public Storage storage() {
        return switch (type) {
            case INT16, UINT16 -> Storage.SHORTS;
            case INT32, UINT32 -> Storage.INTS;
            case INT64 -> Storage.LONGS;
            case FLOAT -> Storage.REALS;
            default -> Storage.BYTES;
        };
    }

    EspdlArray allocate() {
        return EspdlArray.zeros(type, toSizes(), exponent());
    }

    private static ImmutableIntArray atLeastOne(ImmutableIntArray exponents) {
        return exponents.isEmpty() ? ImmutableIntArray.of(0) : exponents;
    }

    private static ImmutableIntArray sizes(String name, long[] sizes) {
        long count = 1;
        for (long size : sizes) {
            count = size < 0 || size > MOST_ELEMENTS ? Long.MAX_VALUE : count * Math.max(1, size);
            if (count > MOST_ELEMENTS) {
                throw GraphException.because("its sizes " + Arrays.toString(sizes)
                                + " are beyond what a chip can hold (" + MOST_ELEMENTS + " elements)")
                        .value(name)
                        .fix("the file is damaged: export the model again")
                        .build();
            }
        }
        return ImmutableIntArray.copyOf(
                Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
    }

    private static GraphException unknown(EspdlValue value, String what) {
        return GraphException.because("the file does not tell its " + what)
                .value(value.name())
                .fix("export the model again with fixed input shapes")
                .build();
    }

    @Override
    public String toString() {
        return type.onnxName() + sizes + " * 2^" + exponents;
    }
}
