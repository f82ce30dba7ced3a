package dev.espquant.ir;

import java.nio.charset.StandardCharsets;

/** A string as ONNX stores it: bytes that are meant as UTF-8 but need not be, kept exactly. */
public record ByteText(Opaque bytes) {

    public static ByteText of(String text) {
        return new ByteText(Opaque.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static ByteText of(byte[] bytes) {
        return new ByteText(Opaque.of(bytes));
    }

    /** The bytes as UTF-8; what is not UTF-8 becomes the replacement character. */
    public String text() {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text();
    }
}
