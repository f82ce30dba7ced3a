package dev.espquant.cli.bench;

import dev.espquant.calibrator.CalibrationOptions;
import dev.espquant.calibrator.Calibrator;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.Model;
import dev.espquant.quant.BitWidth;
import dev.espquant.quant.Granularity;
import dev.espquant.quant.QuantizationScheme;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.quant.Quantizer;
import dev.espquant.target.Runtime;
import dev.espquant.target.Target;
import java.util.Optional;

/** One model in integers of both widths. */
public record QuantizedPair(QuantizedGraph int8, QuantizedGraph int16) {
    /** Calibration must find ranges that no value leaves by far; for that, a few images are enough. */
    private static final int CALIBRATION_IMAGES = 4;

    /**
     * Quantizes a model.
     *
     * @param table exponents of one width; a width without is calibrated on random numbers
     */
    public static QuantizedPair of(Model model, Optional<QuantizationTable> table, Target target, Runtime runtime) {
        return new QuantizedPair(
                quantize(model, table, scheme(BitWidth.INT8, target, runtime), target, runtime),
                quantize(model, table, scheme(BitWidth.INT16, target, runtime), target, runtime));
    }

    /** The finest granularity that a chip has: the one that its models are made with, and the most work to simulate. */
    private static QuantizationScheme scheme(BitWidth bits, Target target, Runtime runtime) {
        QuantizationScheme perChannel = new QuantizationScheme(bits, Granularity.PER_CHANNEL);
        boolean fine =
                runtime == Runtime.ESP_DL_3 && target.require(runtime).schemes().contains(perChannel);
        return fine ? perChannel : new QuantizationScheme(bits, Granularity.PER_TENSOR);
    }

    private static QuantizedGraph quantize(
            Model model, Optional<QuantizationTable> given, QuantizationScheme scheme, Target target, Runtime runtime) {
        QuantizationTable table = given.filter(t -> t.scheme().bits() == scheme.bits())
                .orElseGet(() -> calibrate(model, scheme, target, runtime));
        return Quantizer.quantize(model, table, target, runtime);
    }

    /** What calibration has to say of random numbers is of no use to anybody, so it is not passed on. */
    private static QuantizationTable calibrate(Model model, QuantizationScheme scheme, Target target, Runtime runtime) {
        int images = CALIBRATION_IMAGES * RandomImages.fixedBatch(model.graph()).orElse(1);
        SampleSource samples = SampleSource.of(RandomImages.of(model.graph(), images, input -> 1));
        CalibrationOptions options = CalibrationOptions.of(target.require(runtime), scheme);
        return Calibrator.report(model, samples, options).table();
    }
}
