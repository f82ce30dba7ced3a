package dev.espquant.ir.onnx;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Tensor;
import dev.espquant.ir.onnx.schema.StringStringEntryProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where in a file beside the model each large constant lies, in the order of the graph. Constants of a page and more begin at a page, as ONNX
 * recommends so that they can be mapped into memory; smaller ones at a multiple of {@value #SMALL_ALIGNMENT}. Gaps are zeros.
 *
 * @param location the file's name; empty if everything stays in the model
 * @param places by constant
 */
record ExternalLayout(String location, ImmutableMap<String, Place> places) {
    /** Smaller constants stay in the model; 1 KiB is ONNX's own threshold. They are sizes and scales that readers want at hand. */
    static final int SMALLEST = 1024;

    private static final int PAGE = 4096;
    private static final int SMALL_ALIGNMENT = 64;
    private static final ExternalLayout NONE = new ExternalLayout("", ImmutableMap.of());

    /** Bytes of the file. */
    record Place(long offset, long length) {
        long end() {
            return offset + length;
        }
    }

    static ExternalLayout none() {
        return NONE;
    }

    /** The layout of the constants of a graph; those of its subgraphs stay in the model. */
    static ExternalLayout of(Graph graph, String location) {
        ImmutableMap.Builder<String, Place> places = ImmutableMap.builder();
        long end = 0;
        for (Map.Entry<String, Tensor> constant : graph.initializers().entrySet()) {
            long length = constant.getValue().bytes().remaining();
            if (constant.getValue().type() != DataType.STRING && length >= SMALLEST) {
                Place place = new Place(aligned(end, length >= PAGE ? PAGE : SMALL_ALIGNMENT), length);
                places.put(constant.getKey(), place);
                end = place.end();
            }
        }
        return new ExternalLayout(location, places.buildOrThrow());
    }

    private static long aligned(long offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }

    Optional<Place> place(String constant) {
        return Optional.ofNullable(places.get(constant));
    }

    /** What the model says instead of the elements. */
    List<StringStringEntryProto> entries(Place place) {
        return List.of(
                entry("location", location),
                entry("offset", Long.toString(place.offset())),
                entry("length", Long.toString(place.length())));
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** Writes the file. */
    void write(Graph graph, OutputStream out) throws IOException {
        WritableByteChannel channel = Channels.newChannel(out);
        long at = 0;
        for (Map.Entry<String, Place> entry : places.entrySet()) {
            Place place = entry.getValue();
            out.write(new byte[Math.toIntExact(place.offset() - at)]);
            channel.write(graph.initializer(entry.getKey()).orElseThrow().bytes());
            at = place.end();
        }
    }
}
