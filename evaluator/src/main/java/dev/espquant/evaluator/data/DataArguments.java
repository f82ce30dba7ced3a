package dev.espquant.evaluator.data;

import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.GraphException;
import dev.espquant.ir.ValueInfo;
import dev.espquant.plugin.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sorts out which file feeds which model input: {@code FILE} for the only one, {@code NAME=FILE} once per input. */
final class DataArguments {
    private final List<String> inputs;
    private final Map<String, String> files = new LinkedHashMap<>();

    private DataArguments(List<String> inputs) {
        this.inputs = inputs;
    }

    /** The file of every input, by its name. */
    static ImmutableMap<String, String> parse(List<ValueInfo> modelInputs, List<String> arguments) {
        DataArguments data =
                new DataArguments(modelInputs.stream().map(ValueInfo::name).toList());
        if (data.inputs.isEmpty()) {
            throw GraphException.because("the model has no inputs, so there is nothing to feed")
                    .build();
        }
        arguments.forEach(data::add);
        List<String> missing =
                data.inputs.stream().filter(i -> !data.files.containsKey(i)).toList();
        if (!missing.isEmpty()) {
            throw GraphException.because("no data is given for input '" + String.join("', '", missing) + "'")
                    .fix("give NAME=FILE once for each of the inputs " + String.join(", ", data.inputs))
                    .buildInvalidRequest();
        }
        // in the order of the model
        ImmutableMap.Builder<String, String> ordered = ImmutableMap.builder();
        data.inputs.forEach(input -> ordered.put(input, data.files.getOrDefault(input, "")));
        return ordered.buildOrThrow();
    }

    /** An input's name may hold a '=' itself: the longest known name counts. */
    private void add(String argument) {
        String named = "";
        for (String input : inputs) {
            if (argument.startsWith(input + "=") && input.length() >= named.length()) {
                named = input;
            }
        }
        if (!named.isEmpty()) {
            put(named, argument.substring(named.length() + 1));
        } else if (inputs.size() == 1 && argument.indexOf('=') < 0) {
            put(inputs.get(0), argument);
        } else {
            throw unknown(argument);
        }
    }

    private void put(String input, String file) {
        if (files.put(input, file) != null) {
            throw GraphException.because("data is given twice")
                    .value(input)
                    .fix("give one file per input")
                    .buildInvalidRequest();
        }
    }

    private GraphException unknown(String argument) {
        int equals = argument.indexOf('=');
        String fix = equals < 0
                ? "the model has several inputs: write NAME=FILE with one of " + String.join(", ", inputs)
                : Names.suggestion(argument.substring(0, equals), inputs);
        return GraphException.because("'" + argument + "' names no input of the model")
                .fix(fix)
                .buildInvalidRequest();
    }
}
