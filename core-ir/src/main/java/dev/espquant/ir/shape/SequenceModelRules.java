package dev.espquant.ir.shape;

import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators of language and audio models, and the losses of training: attention, Fourier transforms. */
final class SequenceModelRules {
    private SequenceModelRules() {}

    /**
     * {@code Attention}: the result has the axes of the queries and the head size of the values: {@code [batch,heads,length,size]} or
     * {@code [batch,length,heads*size]}. Caches and scores stay unknown.
     */
    static Inferred attention(RuleContext node) {
        if (node.shape(0).isEmpty() || node.shape(2).isEmpty()) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Shape queries = node.shape(0).get();
        Shape values = node.shape(2).get();
        if (queries.rank() == 4 && values.rank() == 4) {
            return Inferred.of(node.type(0), Optional.of(queries.with(3, values.dimension(3))));
        }
        long queryHeads = node.node().intAttribute("q_num_heads", 0);
        long valueHeads = node.node().intAttribute("kv_num_heads", 0);
        if (queries.rank() != 3 || values.rank() != 3 || queryHeads < 1 || valueHeads < 1) {
            return Inferred.of(node.type(0), Optional.empty());
        }
        Dimension width = Dimensions.quotient(
                List.of(values.dimension(2), Dimension.of(queryHeads)), List.of(Dimension.of(valueHeads)));
        return Inferred.of(node.type(0), Optional.of(queries.with(2, width)));
    }

    /** {@code DFT}: the transformed axis may get another length; the last axis holds real and imaginary parts. */
    static Inferred fourier(RuleContext node) {
        Optional<Long> axis = node.opset() >= 20
                ? node.has(2) ? node.integer(2) : Optional.of(-2L)
                : Optional.of(node.node().intAttribute("axis", 1));
        boolean inverse = node.flag("inverse", false);
        boolean oneSided = node.flag("onesided", false);
        return Inferred.of(node.type(0), node.shape(0).map(signal -> {
            Shape parts = signal.with(-1, Dimension.of(inverse && oneSided ? 1 : 2));
            if (axis.isEmpty()) {
                return Dimensions.unknownShape(signal.rank());
            }
            int transformed = node.axis(axis.get(), signal.rank());
            if (inverse && oneSided && !node.has(1)) {
                return parts.with(transformed, Dimension.unknown());
            }
            Dimension length = node.has(1) ? scalarSize(node, 1) : signal.dimension(transformed);
            return parts.with(transformed, oneSided && !inverse ? halfSpectrum(length) : length);
        }));
    }

    /** {@code STFT}: signal, frame step, window, frame length give {@code [batch,frames,bins,2]}. */
    static Inferred shortTimeFourier(RuleContext node) {
        Dimension frame = node.has(3)
                ? scalarSize(node, 3)
                : node.shape(2)
                        .filter(s -> s.rank() == 1)
                        .map(s -> s.dimension(0))
                        .orElse(Dimension.unknown());
        Dimension bins = node.flag("onesided", true) ? halfSpectrum(frame) : frame;
        Dimension batch =
                node.shape(0).filter(s -> s.rank() > 0).map(s -> s.dimension(0)).orElse(Dimension.unknown());
        Dimension length =
                node.shape(0).filter(s -> s.rank() > 1).map(s -> s.dimension(1)).orElse(Dimension.unknown());
        Dimension frames = Dimension.unknown();
        Optional<Long> step = node.integer(1).filter(s -> s > 0);
        if (length instanceof Dimension.Fixed l && frame instanceof Dimension.Fixed f && step.isPresent()) {
            frames = node.dimension((l.size() - f.size()) / step.get() + 1, "the number of frames");
        }
        return Inferred.of(node.type(0), Optional.of(Shape.of(List.of(batch, frames, bins, Dimension.of(2)))));
    }

    /** {@code MelWeightMatrix}: spectrogram bins by mel bins. */
    static Inferred melWeights(RuleContext node) {
        DataType type = node.typeAttribute("output_datatype").orElse(DataType.FLOAT);
        return Inferred.of(type, Shape.of(List.of(halfSpectrum(scalarSize(node, 1)), scalarSize(node, 0))));
    }

    /** {@code NegativeLogLikelihoodLoss}, {@code SoftmaxCrossEntropyLoss}: one number, or one per label without reduction. */
    static List<Inferred> loss(RuleContext node) {
        boolean reduced = !node.node().textAttribute("reduction", "mean").equals("none");
        Optional<Shape> shape = reduced ? Optional.of(Shape.of()) : node.shape(1);
        return List.of(Inferred.of(node.type(0), shape), Inferred.of(node.type(0), node.shape(0)));
    }

    /** {@code Multinomial}: {@code sample_size} draws per row. */
    static Inferred multinomial(RuleContext node) {
        DataType type = node.typeAttribute("dtype").orElse(DataType.INT32);
        List<Dimension> output = new ArrayList<>();
        output.add(node.shape(0)
                .filter(s -> s.rank() == 2)
                .map(s -> s.dimension(0))
                .orElse(Dimension.unknown()));
        output.add(node.dimension(node.node().intAttribute("sample_size", 1), "sample_size"));
        return Inferred.of(type, Shape.of(output));
    }

    private static Dimension scalarSize(RuleContext node, int input) {
        return node.elements(input)
                .filter(e -> e.count() == 1)
                .map(e -> Targets.size(node, input, e.get(0)))
                .orElse(Dimension.unknown());
    }

    private static Dimension halfSpectrum(Dimension length) {
        return length instanceof Dimension.Fixed fixed ? Dimension.of(fixed.size() / 2 + 1) : Dimension.unknown();
    }
}
