package dev.espquant.lowering;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Model;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.espdl.EspdlModel;
import dev.espquant.ir.shape.ShapeInference;
import dev.espquant.quant.QuantizedGraph;
import dev.espquant.target.FilterLayout;
import dev.espquant.target.espdl3.EspDl3;
import dev.espquant.target.espdl3.EspDl3Arithmetic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a quantized model into the form that ESP-DL 3.x runs. The same model gives the same result, value by value.
 *
 * <ol>
 *   <li>{@link Translation}: operators and attributes of the runtime
 *   <li>{@link FuseRelu}: layers take in the Relu behind them
 *   <li>{@link FuseSwish}: a value times its own sigmoid is one operator
 *   <li>{@link AlignEdges}: conversions where widths or exponents differ
 *   <li>{@link ReorderFeatures}: weights behind a Flatten expect channels last
 *   <li>{@link AssignLayouts}: channels last where kernels want it
 *   <li>{@link PackMatMul}: computed right operands in the order of filters
 *   <li>{@link MakeTables}: functions as tables
 *   <li>{@link QuantizeBiases}, {@link PackFilters}: constants of layers as kernels read them
 *   <li>{@link Emission}: the graph of the file
 * </ol>
 */
public final class Lowering {
    private Lowering() {}

    /**
     * Lowers a model. A batch whose size is open becomes 1: a chip sees one sample at a time.
     *
     * @param quantized a model quantized for {@link dev.espquant.target.Runtime#ESP_DL_3}
     * @param metadata what the file says of its origin
     * @throws dev.espquant.ir.GraphException if a size is not known or an exponent does not suit the runtime
     */
    public static LoweredModel lower(QuantizedGraph quantized, ImmutableMap<String, String> metadata) {
        QuantizedGraph single = withSingleBatch(quantized);
        Draft draft = Translation.of(single);
        for (LoweringStep step : steps(single)) {
            draft = step.apply(draft);
        }
        EspdlModel model = EspdlModel.of(Emission.graph(draft, single.graph().name()), metadata);
        ImmutableMap.Builder<String, DraftValue> values = ImmutableMap.builder();
        for (String name : single.values().keySet()) {
            DraftValue value = draft.values().get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new LoweredModel(model, values.buildOrThrow());
    }

    private static List<LoweringStep> steps(QuantizedGraph quantized) {
        EspDl3Arithmetic arithmetic = EspDl3.arithmetic(quantized.runtime());
        FilterLayout layout = quantized.runtime().filterLayout();
        return ImmutableList.of(
                new FuseRelu(),
                new FuseSwish(),
                new AlignEdges(quantized),
                new ReorderFeatures(),
                new AssignLayouts(),
                new PackMatMul(layout),
                new MakeTables(arithmetic.shiftRounding()),
                new QuantizeBiases(arithmetic),
                new PackFilters(layout));
    }

    private static QuantizedGraph withSingleBatch(QuantizedGraph quantized) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ValueInfo input : quantized.graph().inputs()) {
            quantized
                    .graph()
                    .shape(input.name())
                    .filter(shape -> shape.rank() > 0 && !(shape.dimension(0) instanceof Dimension.Fixed))
                    .ifPresent(shape -> shapes.put(input.name(), shape.with(0, Dimension.of(1))));
        }
        if (shapes.isEmpty()) {
            return quantized;
        }
        Model model = ShapeInference.infer(quantized.model(), shapes);
        return new QuantizedGraph(
                model,
                quantized.target(),
                quantized.runtime(),
                quantized.scheme(),
                quantized.values(),
                quantized.constants());
    }
}
