package dev.espquant.ir;

import com.google.common.base.Splitter;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What must be done to samples before they are a model's input, because it was taken out of the graph: {@code (x - mean) / std}, for each
 * channel. A model carries it in its metadata, under {@code espquant.normalization.} and the input's name, as text: {@code axis=1
 * mean=0.485,0.456,0.406 std=0.229,0.224,0.225}.
 *
 * @param axis the axis of the channels, the batch being axis 0
 * @param means one for each channel, or one for all
 * @param stds as many as means; none is zero
 */
public record InputNormalization(int axis, ImmutableDoubleArray means, ImmutableDoubleArray stds) {
    private static final String KEY_PREFIX = "espquant.normalization.";

    private static final Pattern TEXT = Pattern.compile("axis=(\\d{1,2}) mean=(\\S+) std=(\\S+)");

    /** The samples as they are. */
    public static final InputNormalization NONE =
            new InputNormalization(1, ImmutableDoubleArray.of(0), ImmutableDoubleArray.of(1));

    /** What the metadata of a model say of an input; {@link GraphException} if they say it in words that this toolkit does not write. */
    public static Optional<InputNormalization> of(Model model, String input) {
        return Optional.ofNullable(model.info().metadata().get(KEY_PREFIX + input))
                .map(text -> parse(KEY_PREFIX + input, text));
    }

    /** The model with this in its metadata. */
    public Model in(Model model, String input) {
        return model.withInfo(model.info().withMetadata(KEY_PREFIX + input, toString()));
    }

    /** The normalization by this one and then another one; empty if they have channels on different axes. */
    public Optional<InputNormalization> then(InputNormalization next) {
        boolean sameAxis = axis == next.axis || means.length() == 1 || next.means.length() == 1;
        int channels = Math.max(means.length(), next.means.length());
        boolean sameChannels = (means.length() == 1 || means.length() == channels)
                && (next.means.length() == 1 || next.means.length() == channels);
        if (!sameAxis || !sameChannels) {
            return Optional.empty();
        }
        double[] mean = new double[channels];
        double[] std = new double[channels];
        for (int c = 0; c < channels; c++) {
            std[c] = at(stds, c) * at(next.stds, c);
            mean[c] = at(means, c) + at(next.means, c) * at(stds, c);
        }
        return Optional.of(new InputNormalization(
                means.length() > 1 ? axis : next.axis,
                ImmutableDoubleArray.copyOf(mean),
                ImmutableDoubleArray.copyOf(std)));
    }

    /**
     * Normalizes samples in place, in float32.
     *
     * @param values whole samples, one behind the other
     * @param sampleSizes the sizes of one, without the batch
     * @throws GraphException if the samples have another number of channels
     */
    public void apply(float[] values, long[] sampleSizes) {
        int channels = means.length();
        int inner = 1;
        if (channels > 1) {
            if (axis > sampleSizes.length || sampleSizes[axis - 1] != channels) {
                throw GraphException.because("the model's metadata normalize " + channels + " channels on axis " + axis
                                + ", which the samples do not have")
                        .fix("give samples of the shape that the model takes")
                        .buildInvalidRequest();
            }
            for (int i = axis; i < sampleSizes.length; i++) {
                inner *= (int) sampleSizes[i];
            }
        }
        for (int i = 0; i < values.length; i++) {
            int channel = channels == 1 ? 0 : i / inner % channels;
            values[i] = (float) ((values[i] - means.get(channel)) / stds.get(channel));
        }
    }

    private static double at(ImmutableDoubleArray perChannel, int channel) {
        return perChannel.get(perChannel.length() == 1 ? 0 : channel);
    }

    private static InputNormalization parse(String key, String text) {
        Matcher matcher = TEXT.matcher(text);
        try {
            if (matcher.matches()) {
                InputNormalization result = new InputNormalization(
                        Integer.parseInt(matcher.group(1)), numbers(matcher.group(2)), numbers(matcher.group(3)));
                if (result.axis > 0
                        && result.means.length() == result.stds.length()
                        && result.stds.stream().allMatch(s -> s != 0 && Double.isFinite(s))
                        && result.means.stream().allMatch(Double::isFinite)) {
                    return result;
                }
            }
        } catch (NumberFormatException e) {
            // The error below says it.
        }
        throw GraphException.because("its metadata say '" + text + "' under '" + key + "', which is no normalization")
                .fix("write it as axis=1 mean=0.5,0.5,0.5 std=0.25,0.25,0.25, or remove it")
                .build();
    }

    private static ImmutableDoubleArray numbers(String text) {
        ImmutableDoubleArray.Builder numbers = ImmutableDoubleArray.builder();
        for (String number : Splitter.on(',').split(text)) {
            numbers.add(Double.parseDouble(number));
        }
        return numbers.build();
    }

    private static String text(ImmutableDoubleArray numbers) {
        return numbers.stream().mapToObj(Double::toString).collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return "axis=" + axis + " mean=" + text(means) + " std=" + text(stds);
    }
}
