package dev.espquant.cli;

import com.google.common.base.Splitter;
import dev.espquant.ir.Opaque;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Model files that no exporter would write, byte by byte in the wire format of protobuf. */
final class HostileModels {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private HostileModels() {}

    /** A file that is refused, and what the error says. */
    record Refused(Opaque bytes, String message) {}

    static List<Refused> refused() {
        List<Refused> files = new ArrayList<>();
        byte[] relu = node("Relu", "x", "y");
        files.add(refused(new byte[0], "it is empty"));
        files.add(refused("<html>404</html>".getBytes(StandardCharsets.UTF_8), "no ONNX file"));
        files.add(refused(model(node("Relu", "z", "y"), node("Neg", "y", "z")), "in a cycle of 2"));
        files.add(refused(model(relu, node("Neg", "x", "y")), "a value has one producer"));
        files.add(refused(model(node("Conv", "x", "y")), "it has no input 1"));
        files.add(refused(model(node("Relu", "nowhere", "y")), "no node, input or initializer provides it"));
        files.add(refused(model(relu, tensor("w", FLOAT, new byte[4], 1L << 40)), "value 'w'"));
        files.add(refused(model(relu, tensor("w", FLOAT, new byte[8], 1L << 32, 1L << 32)), "value 'w'"));
        files.add(refused(model(relu, tensor("w", FLOAT, new byte[4], -1)), "value 'w'"));
        files.add(refused(model(relu, tensor("w", FLOAT, new byte[5], 1)), "value 'w'"));
        files.add(refused(model(relu, tensor("w", 99, new byte[4], 1)), "unknown tensor element type 99"));
        files.add(refused(model(relu, external("../../etc/passwd")), "without '..'"));
        files.add(refused(model(relu, external("/etc/passwd")), "must be a relative path"));
        files.add(refused(model(relu, external("missing.bin")), "there is no such file"));
        files.add(refused(model(nested(1_000)), "nest deeper than 32"));
        files.add(refused(model(node("Sum", "x", "y"), empties(20_000_000)), "parts"));
        return files;
    }

    private static Refused refused(byte[] bytes, String message) {
        return new Refused(Opaque.of(bytes), message);
    }

    /** Valid files of few bytes that ask for values of a million times a million elements. */
    static Map<String, byte[]> large() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] shape = tensor("s", INT64, longs(1 << 20, 1 << 20), 2);
        byte[] one = tensor("f", FLOAT, new byte[4], 1);
        files.put("ConstantOfShape", model(node("ConstantOfShape", "s", "c"), node("ReduceMax", "c", "y"), shape));
        files.put("Expand", model(node("Expand", "f s", "c"), node("ReduceMax", "c", "y"), shape, one));
        files.put("Tile", model(node("Tile", "x s", "c"), node("ReduceMax", "c", "y"), shape));
        byte[] pads = tensor("p", INT64, longs(0, 1L << 20, 0, 1L << 40), 4);
        files.put("Pad", model(node("Pad", "x p", "c"), node("ReduceMax", "c", "y"), pads));
        return files;
    }

    private static byte[] model(byte[]... parts) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            graph.writeBytes(part);
        }
        graph.writeBytes(field(2, text("g")));
        graph.writeBytes(value(11, "x", 1, 1));
        graph.writeBytes(value(12, "y"));
        return join(number(1, 8), field(8, field(1, text("")), number(2, 13)), field(7, graph.toByteArray()));
    }

    private static byte[] node(String opType, String inputs, String output, byte[]... attributes) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        for (String input : Splitter.on(' ').split(inputs)) {
            node.writeBytes(field(1, text(input)));
        }
        node.writeBytes(field(2, text(output)));
        node.writeBytes(field(4, text(opType)));
        node.writeBytes(join(attributes));
        return field(1, node.toByteArray());
    }

    private static byte[] value(int field, String name, long... sizes) {
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        for (long size : sizes) {
            shape.writeBytes(field(1, number(1, size)));
        }
        byte[] tensor = sizes.length == 0 ? number(1, FLOAT) : join(number(1, FLOAT), field(2, shape.toByteArray()));
        return field(field, field(1, text(name)), field(2, field(1, tensor)));
    }

    private static byte[] tensor(String name, int type, byte[] raw, long... sizes) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (long size : sizes) {
            tensor.writeBytes(number(1, size));
        }
        return field(5, tensor.toByteArray(), number(2, type), field(8, text(name)), field(9, raw));
    }

    private static byte[] external(String location) {
        byte[] entry = field(13, field(1, text("location")), field(2, text(location)));
        return field(5, number(1, 1), number(2, FLOAT), field(8, text("w")), entry, number(14, 1));
    }

    /** Graphs in attributes of nodes of graphs, outermost last. */
    private static byte[] nested(int depth) {
        byte[] inner = new byte[0];
        for (int i = 0; i < depth; i++) {
            byte[] attribute = field(5, field(1, text("g")), number(20, 5), field(6, inner));
            inner = node("If", "x", "y", attribute);
        }
        return inner;
    }

    private static byte[] empties(int bytes) {
        byte[] nodes = new byte[bytes];
        for (int i = 0; i < bytes; i += 2) {
            nodes[i] = 0x0a;
        }
        return nodes;
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] field(int number, byte[]... contents) {
        byte[] all = join(contents);
        return join(varint(((long) number << 3) | 2), varint(all.length), all);
    }

    private static byte[] number(int field, long value) {
        return join(varint((long) field << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
