package dev.espquant.exporter.coefficients;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an exported {@code .cpp} back: what a C++ compiler would see in it. */
final class CoefficientText {
    private static final Pattern ARRAY = Pattern.compile(
            "const static (?:__attribute__\\(\\(aligned\\(16\\)\\)\\) )?(\\w+) (\\w+)\\[\\] = \\{([^}]*)\\};");
    private static final Pattern OBJECT = Pattern.compile("const static (\\w+<\\w+>) (\\w+)\\(([^;]*)\\);");

    private final Map<String, int[]> arrays = new LinkedHashMap<>();
    private final Map<String, String> arrayTypes = new LinkedHashMap<>();
    private final Map<String, String> objects = new LinkedHashMap<>();

    CoefficientText(String source) {
        Matcher array = ARRAY.matcher(source);
        while (array.find()) {
            arrayTypes.put(array.group(2), array.group(1));
            arrays.put(
                    array.group(2),
                    Arrays.stream(array.group(3).split(","))
                            .mapToInt(n -> Integer.parseInt(n.strip()))
                            .toArray());
        }
        Matcher object = OBJECT.matcher(source);
        while (object.find()) {
            objects.put(object.group(2), object.group(1) + " " + object.group(3));
        }
    }

    /** The elements of an array. */
    int[] array(String name) {
        return arrays.get(name);
    }

    String arrayType(String name) {
        return arrayTypes.get(name);
    }

    /** Class and constructor arguments of a constant, separated by a blank. */
    String object(String name) {
        return objects.get(name);
    }

    /** The names of all constants, in the order of the text. */
    Iterable<String> objectNames() {
        return objects.keySet();
    }
}
