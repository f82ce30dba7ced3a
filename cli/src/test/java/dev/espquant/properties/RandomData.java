package dev.espquant.properties;

import dev.espquant.evaluator.data.FloatTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Random samples: bell curves, pixels, sparse and constant data, of very different magnitudes. */
final class RandomData {
    private RandomData() {}

    /** One to five samples for each input. */
    static Map<String, FloatTensor> samples(Random random, Map<String, int[]> inputs) {
        int count = 1 + random.nextInt(5);
        Map<String, FloatTensor> samples = new LinkedHashMap<>();
        inputs.forEach((name, sizes) -> samples.put(name, tensor(random, count, sizes)));
        return samples;
    }

    private static FloatTensor tensor(Random random, int count, int... sizes) {
        long[] all = Arrays.stream(sizes).asLongStream().toArray();
        all[0] = count;
        float[] values = new float[(int) Arrays.stream(all).reduce(1, (a, b) -> a * b)];
        float scale = Math.scalb(1f, random.nextInt(9) - 5);
        int kind = random.nextInt(8);
        float constant = (float) random.nextGaussian() * scale;
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case 0 -> constant;
                case 1 -> random.nextInt(256) / 255f;
                case 2 -> random.nextInt(6) == 0 ? scale : 0;
                default -> (float) random.nextGaussian() * scale;
            };
        }
        return FloatTensor.of(all, values);
    }
}
