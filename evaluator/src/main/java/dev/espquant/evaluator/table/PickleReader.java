package dev.espquant.evaluator.table;

import com.google.common.collect.ImmutableList;
import dev.espquant.evaluator.table.PickleValue.Bytes;
import dev.espquant.evaluator.table.PickleValue.Callable;
import dev.espquant.evaluator.table.PickleValue.Dictionary;
import dev.espquant.evaluator.table.PickleValue.Mark;
import dev.espquant.evaluator.table.PickleValue.None;
import dev.espquant.evaluator.table.PickleValue.Real;
import dev.espquant.evaluator.table.PickleValue.Text;
import dev.espquant.evaluator.table.PickleValue.Tuple;
import dev.espquant.evaluator.table.PickleValue.Whole;
import dev.espquant.ir.GraphException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickled dictionary of NumPy numbers, protocols 2 to 5, and nothing else. A pickle is a program; this interprets only the
 * instructions that build such a dictionary, on values of {@link PickleValue} alone: no name in the file can make it call, load or look up
 * anything. Memory is bounded by the file: no instruction can make more than it holds.
 */
final class PickleReader {
    private final String file;
    private final ByteBuffer in;
    private final NumpyPickle numpy;
    private final List<PickleValue> stack = new ArrayList<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();
    private int opcodeAt;

    private PickleReader(byte[] bytes, String file) {
        this.file = file;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.numpy = new NumpyPickle(in);
    }

    /** The dictionary's entries, in order. */
    static Map<String, PickleValue> read(byte[] bytes, String file) {
        PickleReader reader = new PickleReader(bytes, file);
        try {
            return reader.run();
        } catch (BufferUnderflowException e) {
            throw reader.error("the file is cut off");
        }
    }

    private Map<String, PickleValue> run() {
        while (true) {
            opcodeAt = in.position();
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                break;
            }
            if (!literal(opcode) && !structure(opcode) && !memory(opcode)) {
                throw error("instruction 0x" + Integer.toHexString(opcode) + " has no place in a table of numbers");
            }
        }
        require(!in.hasRemaining(), "there are bytes behind the end");
        require(stack.size() == 1, "it does not end with one object");
        if (pop() instanceof Dictionary dictionary) {
            return dictionary.entries();
        }
        throw error("it is no dictionary");
    }

    /** Instructions that push a constant. */
    private boolean literal(int opcode) {
        switch (opcode) {
            case 'N' -> push(new None());
            case 'K' -> push(new Whole(in.get() & 0xff));
            case 'M' -> push(new Whole(in.getShort() & 0xffff));
            case 'J' -> push(new Whole(in.getInt()));
            case 0x88 -> push(new Whole(1));
            case 0x89 -> push(new Whole(0));
            case 'G' -> push(new Real(Double.longBitsToDouble(Long.reverseBytes(in.getLong()))));
            case 'X' -> push(new Text(text(in.getInt() & 0xffffffffL)));
            case 0x8c -> push(new Text(text(in.get() & 0xff)));
            case 'C' -> push(bytes(in.get() & 0xff));
            case 'B' -> push(bytes(in.getInt() & 0xffffffffL));
            case 0x96 -> push(bytes(in.getLong()));
            case '}' -> push(new Dictionary());
            case ')' -> push(new Tuple(ImmutableList.of()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Instructions that put objects together. */
    private boolean structure(int opcode) {
        switch (opcode) {
            case '(' -> push(new Mark());
            case 0x85 -> push(new Tuple(popLast(1)));
            case 0x86 -> push(new Tuple(popLast(2)));
            case 0x87 -> push(new Tuple(popLast(3)));
            case 't' -> push(new Tuple(popToMark()));
            case 'c' -> push(callable(line(), line()));
            case 0x93 -> {
                ImmutableList<PickleValue> names = popLast(2);
                push(callable(textOf(names.get(0)), textOf(names.get(1))));
            }
            case 'R' -> push(called());
            case 'b' -> {
                PickleValue state = pop();
                require(numpy.build(top(), state), "an object has a state that NumPy does not write");
            }
            case 's' -> set(popLast(2));
            case 'u' -> set(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Instructions about the file itself, and those that remember objects. */
    private boolean memory(int opcode) {
        switch (opcode) {
            case 0x80 -> {
                int protocol = in.get();
                require(protocol >= 2 && protocol <= 5, "pickle protocol " + protocol + " is not read, 2 to 5 are");
            }
            case 0x95 -> in.getLong(); // a frame: only a hint for buffering
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(in.get() & 0xff));
            case 'j' -> push(remembered(in.getInt()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private PickleValue called() {
        ImmutableList<PickleValue> call = popLast(2);
        if (call.get(0) instanceof Callable callable && call.get(1) instanceof Tuple arguments) {
            return numpy.call(callable, arguments.items())
                    .orElseThrow(() -> error("an object is made in a way that NumPy does not write"));
        }
        throw error("something other than a NumPy type is called");
    }

    private Callable callable(String module, String name) {
        return Callable.find(module, name)
                .orElseThrow(() -> GraphException.because("the pickle asks for '" + shorten(module + "." + name)
                                + "', which is no number (byte " + opcodeAt + "); nothing of it was run")
                        .file(file)
                        .fix("do not trust this file; a quantization table holds NumPy numbers only")
                        .build());
    }

    private void set(List<PickleValue> pairs) {
        require(pairs.size() % 2 == 0 && top() instanceof Dictionary, "entries without a dictionary");
        Map<String, PickleValue> entries = ((Dictionary) top()).entries();
        for (int i = 0; i < pairs.size(); i += 2) {
            String key = textOf(pairs.get(i));
            require(entries.put(key, pairs.get(i + 1)) == null, "the key '" + shorten(key) + "' is there twice");
        }
    }

    private String textOf(PickleValue value) {
        if (value instanceof Text text) {
            return text.value();
        }
        throw error("a name is expected, as text");
    }

    private String line() {
        int from = in.position();
        while (in.get() != '\n') {
            require(in.position() - from < 256, "a name is too long");
        }
        return new String(in.array(), from, in.position() - 1 - from, StandardCharsets.UTF_8);
    }

    private String text(long length) {
        Bytes bytes = bytes(length);
        return new String(in.array(), bytes.offset(), bytes.length(), StandardCharsets.UTF_8);
    }

    private Bytes bytes(long length) {
        require(
                length >= 0 && length <= in.remaining(),
                "a text or array claims " + length + " bytes, more than there are");
        Bytes bytes = new Bytes(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return bytes;
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue top() {
        require(!stack.isEmpty(), "an object is missing");
        return stack.get(stack.size() - 1);
    }

    private PickleValue pop() {
        PickleValue value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private ImmutableList<PickleValue> popLast(int count) {
        require(stack.size() >= count, "an object is missing");
        List<PickleValue> last = stack.subList(stack.size() - count, stack.size());
        ImmutableList<PickleValue> items = ImmutableList.copyOf(last);
        last.clear();
        return items;
    }

    private ImmutableList<PickleValue> popToMark() {
        int mark = stack.size() - 1;
        while (mark >= 0 && !(stack.get(mark) instanceof Mark)) {
            mark--;
        }
        require(mark >= 0, "a group of objects has no beginning");
        ImmutableList<PickleValue> items = popLast(stack.size() - 1 - mark);
        pop();
        return items;
    }

    private PickleValue remembered(int index) {
        PickleValue value = memo.get(index);
        require(value != null, "object " + index + " is used before it is there");
        return java.util.Objects.requireNonNull(value);
    }

    private static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private void require(boolean condition, String reason) {
        if (!condition) {
            throw error(reason);
        }
    }

    private GraphException error(String reason) {
        return GraphException.because("this is no pickled quantization table: " + reason + " (byte " + opcodeAt + ")")
                .file(file)
                .fix("let the calibrator write it anew, or convert it to JSON where it came from")
                .build();
    }
}
