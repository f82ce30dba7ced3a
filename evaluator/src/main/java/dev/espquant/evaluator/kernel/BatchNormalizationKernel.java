package dev.espquant.evaluator.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.target.Runtime;

/** BatchNormalization that nothing absorbed: a depthwise layer with one weight and one bias per channel. */
@AutoService(OperatorKernel.class)
public final class BatchNormalizationKernel implements OperatorKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("BatchNormalization");
    }

    @Override
    public Runtime runtime() {
        return Runtime.ESP_DL_1;
    }

    @Override
    public PreparedKernel prepare(KernelContext context) {
        int[] sizes = context.inputSizes(0);
        int channels = sizes[1];
        int area = Sizes.count(sizes) / Math.max(1, sizes[0] * channels);
        int[] weights = Integers.of(context.constant(1));
        Requantization requantization = Requantization.of(context);
        return (inputs, output) -> {
            long overflows = 0;
            for (int i = 0; i < output.length; i++) {
                int channel = i / area % channels;
                long product = (long) inputs[0][i] * weights[channel];
                overflows += requantization.overflows(product) ? 1 : 0;
                output[i] = requantization.output(product, channel);
            }
            return overflows;
        };
    }
}
