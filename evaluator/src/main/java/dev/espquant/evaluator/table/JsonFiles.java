package dev.espquant.evaluator.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads JSON that nobody vouches for: bounded in size and depth, no key twice, nothing behind the end. */
final class JsonFiles {
    /** A table of a thousand layers with a thousand channels each has some 6 MB. */
    static final int MAX_BYTES = 1 << 26;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME = 1 << 16;
    private static final int MAX_NUMBER = 64;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_NAME)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFiles() {}

    static JsonNode read(Path file) {
        return parse(new String(bytes(file, MAX_BYTES), StandardCharsets.UTF_8), file.toString());
    }

    /** The bytes of a file that is at most {@code limit} long. */
    static byte[] bytes(Path file, int limit) {
        try {
            if (!Files.isRegularFile(file)) {
                throw GraphException.because(Files.exists(file) ? "this is no file" : "there is no such file")
                        .file(file)
                        .fix("give the path of a quantization table")
                        .build();
            }
            if (Files.size(file) > limit) {
                throw GraphException.because("no quantization table has more than " + limit + " bytes, this file has "
                                + Files.size(file))
                        .file(file)
                        .fix("check that this is the file you mean")
                        .build();
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw GraphException.because("cannot be read: " + e.getMessage())
                    .file(file)
                    .cause(e)
                    .build();
        }
    }

    static JsonNode parse(String json, String name) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (!root.isObject()) {
                throw GraphException.because("a quantization table is a JSON object, in braces")
                        .file(name)
                        .fix("check that this is the file you mean")
                        .build();
            }
            return root;
        } catch (JsonProcessingException e) {
            throw GraphException.because("this is no sound JSON: " + e.getOriginalMessage() + where(e))
                    .file(name)
                    .fix("mend the text, or write the table anew")
                    .cause(e)
                    .build();
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
