package dev.espquant.ir.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.GraphValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every reader of this package does: fetch bytes, parse protobuf, and tell of every failure by one kind of error that names the file. */
final class Reading {
    /** Three messages lie between a graph and one inside it; {@link WireScan} has bounded the graphs. */
    private static final int RECURSION_LIMIT = 4 * GraphValidator.MAX_NESTING;

    private Reading() {}

    /** A step of reading. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** Runs a step; whatever fails in it becomes a {@link GraphException} about the file. */
    static <T> T in(Object file, Step<T> step) {
        try {
            return step.run();
        } catch (GraphException e) {
            throw e.toBuilder().file(file).build();
        } catch (InvalidProtocolBufferException e) {
            throw GraphException.because("it is no ONNX file, or is cut off or damaged (" + e.getMessage() + ")")
                    .file(file)
                    .fix("export or download it again")
                    .cause(e)
                    .build();
        } catch (IOException e) {
            throw GraphException.because("it cannot be read (" + e + ")")
                    .file(file)
                    .fix("check the path and its permissions")
                    .cause(e)
                    .build();
        } catch (OutOfMemoryError e) {
            throw GraphException.because("it needs more memory than this Java process has")
                    .file(file)
                    .fix("give Java more memory with -Xmx, or export a smaller model")
                    .cause(e)
                    .build();
        }
    }

    /** The contents of a regular file of at most 2 GiB, which is as large as a protobuf message can be. */
    static byte[] contents(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw GraphException.because("it is a directory")
                    .fix("name the model file in it")
                    .build();
        }
        if (!Files.exists(file)) {
            throw GraphException.because("there is no such file")
                    .fix("check the path")
                    .build();
        }
        if (!Files.isRegularFile(file)) {
            throw GraphException.because("it is not a regular file")
                    .fix("copy its contents to a file")
                    .build();
        }
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE) {
            throw GraphException.because("it has " + size + " bytes; an ONNX file has at most 2 GiB")
                    .fix("export the model with external data")
                    .build();
        }
        return FileContents.bytes(file, (int) size);
    }

    /** Parses a message; its large fields stay where they are in the bytes, which nobody may change afterwards. */
    @SuppressWarnings("unchecked") // a default instance has the type of its message
    static <M extends Message> M parse(M prototype, byte[] contents) throws IOException {
        if (contents.length == 0) {
            throw GraphException.because("it is empty")
                    .fix("export or download it again")
                    .build();
        }
        ByteString bytes = UnsafeByteOperations.unsafeWrap(contents);
        WireScan.check(bytes, prototype.getDescriptorForType());
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        in.setRecursionLimit(RECURSION_LIMIT);
        M message = (M) prototype.getParserForType().parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }
}
