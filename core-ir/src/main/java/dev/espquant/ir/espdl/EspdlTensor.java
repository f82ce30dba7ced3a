package dev.espquant.ir.espdl;

import com.google.common.primitives.ImmutableIntArray;
import dev.espquant.ir.DataType;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.Tensor;
import java.util.Optional;

/**
 * A constant or test value of an {@code .espdl} file. Its real value is {@code element * 2^exponent}.
 *
 * @param name the value's name
 * @param elements type, dimensions and elements. A filter's dimensions ({@code [H,W,C,N]}, depthwise {@code [H,W,N,1]}) do not tell the order of
 *     its elements in memory; {@link #layout()} does
 * @param exponents one for the tensor, or one per output channel; 0 for elements that are not quantized; Espressif's exporter writes at least one
 * @param docString free text; Espressif's exporter writes {@code "layout ==> "} and the name of a layout
 */
public record EspdlTensor(String name, Tensor elements, ImmutableIntArray exponents, String docString) {
    /** Elements lie in the file in blocks of this many bytes; the last one is filled up with zeros. */
    static final int BLOCK = 16;

    private static final String LAYOUT = "layout ==> ";

    /** A tensor with one exponent and no documentation, such as a table or a test value. */
    public static EspdlTensor of(String name, Tensor elements, int exponent) {
        return new EspdlTensor(name, elements, ImmutableIntArray.of(exponent), "");
    }

    /** The same tensor with the name of its layout: {@code NHWC}, {@code (N/16)HWC16_UNALIGNED}, {@code UNK} for what is no filter. */
    public EspdlTensor withLayout(String layout) {
        return new EspdlTensor(name, elements, exponents, LAYOUT + layout);
    }

    /** The layout that the documentation names. */
    public Optional<String> layout() {
        return docString.startsWith(LAYOUT) ? Optional.of(docString.substring(LAYOUT.length())) : Optional.empty();
    }

    public DataType type() {
        return elements.type();
    }

    /** Whether every output channel has an exponent of its own. */
    public boolean isPerChannel() {
        return exponents.length() > 1;
    }

    /**
     * The exponent of a tensor that has one.
     *
     * @throws GraphException if it has none or one per channel
     */
    public int exponent() {
        return Exponents.single(name, exponents);
    }

    /** Bytes that the elements take in a file: a multiple of 16. */
    public long storedBytes() {
        return (long) blocks() * BLOCK;
    }

    int blocks() {
        return (int) ((elements.bytes().remaining() + (BLOCK - 1L)) / BLOCK);
    }
}
