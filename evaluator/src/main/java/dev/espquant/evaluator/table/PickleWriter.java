package dev.espquant.evaluator.table;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes a dictionary of numbers as Python's pickle protocol 3 with NumPy's objects, instruction for instruction as Python writes it
 * (format: the opcode table of CPython's {@code pickletools}).
 */
final class PickleWriter {
    /** Python writes dictionaries in groups of this many entries. */
    private static final int GROUP = 1000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> shared = new HashMap<>();
    private int memorized;

    /** A number, or an array of one dimension, as Python sees it. */
    enum Kind {
        /** A plain Python float. */
        FLOAT,
        /** {@code numpy.float64}. */
        SCALAR,
        /** {@code numpy.ndarray} of float64 with one dimension. */
        ARRAY
    }

    record Item(Kind kind, ImmutableDoubleArray values) {}

    byte[] write(Map<String, Item> items) {
        op(0x80).op(3).op('}').memorize();
        Iterator<Map.Entry<String, Item>> entries = items.entrySet().iterator();
        for (int left = items.size(); left > 0; left -= GROUP) {
            int group = Math.min(left, GROUP);
            if (group > 1) {
                op('(');
            }
            for (int i = 0; i < group; i++) {
                Map.Entry<String, Item> entry = entries.next();
                text(entry.getKey());
                item(entry.getValue());
            }
            op(group > 1 ? 'u' : 's');
        }
        op('.');
        return out.toByteArray();
    }

    private void item(Item item) {
        switch (item.kind()) {
            case FLOAT -> {
                op('G');
                raw(ByteBuffer.allocate(8).putDouble(item.values().get(0)).array());
            }
            case SCALAR -> {
                global("numpy.core.multiarray", "scalar");
                float64();
                elements(item.values().toArray());
                op(0x86).memorize();
                op('R').memorize();
            }
            case ARRAY -> array(item.values().toArray());
        }
    }

    private void array(double... values) {
        global("numpy.core.multiarray", "_reconstruct");
        global("numpy", "ndarray");
        whole(0);
        op(0x85).memorize();
        if (recall("b'b'")) {
            shared.put("b'b'", memorized);
            bytes("b".getBytes(StandardCharsets.US_ASCII));
        }
        op(0x87).memorize();
        op('R').memorize();
        op('(');
        whole(1);
        whole(values.length);
        op(0x85).memorize();
        float64();
        op(0x89);
        elements(values);
        op('t').memorize();
        op('b');
    }

    private void float64() {
        if (!recall("dtype")) {
            return;
        }
        global("numpy", "dtype");
        text("f8");
        op(0x89).op(0x88).op(0x87).memorize();
        op('R');
        shared.put("dtype", memorized);
        memorize();
        op('(');
        whole(3);
        text("<");
        op('N').op('N').op('N');
        whole(-1);
        whole(-1);
        whole(0);
        op('t').memorize();
        op('b');
    }

    private void global(String module, String name) {
        if (recall(module + " " + name)) {
            op('c');
            raw((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
            shared.put(module + " " + name, memorized);
            memorize();
        }
    }

    private void elements(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        bytes(bytes.array());
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(utf8.length).raw(utf8);
        memorize();
    }

    private void bytes(byte[] bytes) {
        if (bytes.length < 256) {
            op('C').op(bytes.length).raw(bytes);
        } else {
            op('B').int32(bytes.length).raw(bytes);
        }
        memorize();
    }

    private void whole(int value) {
        if (value >= 0 && value < 256) {
            op('K').op(value);
        } else if (value >= 0 && value < 65536) {
            op('M').op(value).op(value >> 8);
        } else {
            op('J').int32(value);
        }
    }

    private void memorize() {
        int index = memorized++;
        if (index < 256) {
            op('q').op(index);
        } else {
            op('r').int32(index);
        }
    }

    /** Writes a reference if the object is there already; true if it has to be written in full. */
    private boolean recall(String key) {
        Integer index = shared.get(key);
        if (index == null) {
            return true;
        }
        if (index < 256) {
            op('h').op(index);
        } else {
            op('j').int32(index);
        }
        return false;
    }

    private PickleWriter op(int code) {
        out.write(code);
        return this;
    }

    private PickleWriter int32(int value) {
        return raw(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private PickleWriter raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }
}
