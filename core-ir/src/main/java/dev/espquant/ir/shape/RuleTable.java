package dev.espquant.ir.shape;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;

/**
 * Which rule belongs to which operator. An operator that is not listed has outputs of which nothing is known; so have those that work on
 * sequences, optionals and maps, whose types this IR does not look into.
 */
final class RuleTable {
    private static final String STANDARD = "";
    private static final String MICROSOFT = "com.microsoft";
    private static final ImmutableMap<Key, ShapeRule> RULES = build();

    private record Key(String domain, String opType) {}

    private RuleTable() {}

    static Optional<ShapeRule> rule(String domain, String opType) {
        return Optional.ofNullable(RULES.get(new Key(domain, opType)));
    }

    private static ImmutableMap<Key, ShapeRule> build() {
        Table standard = new Table(STANDARD, ImmutableMap.builder());
        addConvolutionsAndPools(standard);
        addElementwise(standard);
        addArithmetic(standard);
        addMatricesAndNormalizations(standard);
        addShapeManipulation(standard);
        addReductionsAndIndices(standard);
        addConstants(standard);
        addSpecial(standard);
        addMicrosoft(new Table(MICROSOFT, standard.rules()));
        return standard.rules().buildOrThrow();
    }

    private static void addConvolutionsAndPools(Table table) {
        table.one("Conv", ConvolutionRules::conv);
        table.one("ConvInteger", ConvolutionRules::convInteger);
        table.one("QLinearConv", ConvolutionRules::qLinearConv);
        table.one("DeformConv", ConvolutionRules::deformConv);
        table.one("ConvTranspose", ConvolutionRules::convTranspose);
        table.one("AveragePool", PoolingRules::pool);
        table.one("LpPool", PoolingRules::pool);
        table.many("MaxPool", PoolingRules::maxPool);
        table.one("GlobalAveragePool", PoolingRules::global);
        table.one("GlobalMaxPool", PoolingRules::global);
        table.one("GlobalLpPool", PoolingRules::global);
        table.one("MaxUnpool", PoolingRules::maxUnpool);
        table.one("MaxRoiPool", PoolingRules::maxRoiPool);
    }

    private static void addElementwise(Table table) {
        table.all(
                ElementwiseRules::sameAsFirst,
                List.of(
                        "Acos",
                        "Acosh",
                        "Asin",
                        "Asinh",
                        "Atan",
                        "Atanh",
                        "BitwiseNot",
                        "Celu",
                        "Clip",
                        "Cos",
                        "Cosh",
                        "CumProd",
                        "CumSum",
                        "Elu",
                        "Erf",
                        "Exp",
                        "Gelu",
                        "GroupNormalization",
                        "HardSigmoid",
                        "HardSwish",
                        "LRN",
                        "LeakyRelu",
                        "Log",
                        "MeanVarianceNormalization",
                        "Mish",
                        "Reciprocal",
                        "Relu",
                        "ReverseSequence",
                        "RotaryEmbedding",
                        "Scatter",
                        "ScatterElements",
                        "ScatterND",
                        "Selu",
                        "Shrink",
                        "Sigmoid",
                        "Sign",
                        "Sin",
                        "Sinh",
                        "Softplus",
                        "Softsign",
                        "Sqrt",
                        "Swish",
                        "Tan",
                        "Tanh",
                        "TensorScatter",
                        "ThresholdedRelu",
                        "Trilu"));
        table.one("Identity", ElementwiseRules::identity);
        table.one("Abs", ElementwiseRules.unary(ElementMath::absolute));
        table.one("Neg", ElementwiseRules.unary(ElementMath::negate));
        table.one("Ceil", ElementwiseRules.unary(ElementMath::ceil));
        table.one("Floor", ElementwiseRules.unary(ElementMath::floor));
        table.one("Round", ElementwiseRules.unary(ElementMath::round));
        table.one("Not", ElementwiseRules::not);
        table.all(ElementwiseRules::predicate, List.of("IsInf", "IsNaN", "RegexFullMatch"));
        table.one("Cast", ElementwiseRules::cast);
        table.one("CastLike", ElementwiseRules::castLike);
        table.one("BitCast", ElementwiseRules::bitCast);
        table.many("Dropout", ElementwiseRules::dropout);
    }

    private static void addArithmetic(Table table) {
        table.one("Add", ElementwiseRules.arithmetic(ElementMath::add));
        table.one("Sub", ElementwiseRules.arithmetic(ElementMath::subtract));
        table.one("Mul", ElementwiseRules.arithmetic(ElementMath::multiply));
        table.one("Div", ElementwiseRules.arithmetic(ElementMath::divide));
        table.one("Mod", ElementwiseRules::modulo);
        table.all(
                ElementwiseRules::binary,
                List.of("BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "Pow", "StringConcat"));
        table.one("PRelu", ElementwiseRules::towardsFirst);
        table.all(ElementwiseRules::variadic, List.of("Mean", "Sum"));
        table.one("Max", ElementwiseRules.variadic((type, a, b) -> ElementMath.max(a, b)));
        table.one("Min", ElementwiseRules.variadic((type, a, b) -> ElementMath.min(a, b)));
        table.one("Equal", ElementwiseRules.comparison(order -> order == 0));
        table.one("Greater", ElementwiseRules.comparison(order -> order > 0));
        table.one("GreaterOrEqual", ElementwiseRules.comparison(order -> order >= 0));
        table.one("Less", ElementwiseRules.comparison(order -> order < 0));
        table.one("LessOrEqual", ElementwiseRules.comparison(order -> order <= 0));
        table.one("And", ElementwiseRules.logic((type, a, b) -> ElementMath.min(a, b)));
        table.one("Or", ElementwiseRules.logic((type, a, b) -> ElementMath.max(a, b)));
        table.one("Xor", ElementwiseRules.comparison(order -> order != 0));
        table.one("Where", ElementwiseRules::where);
    }

    private static void addMatricesAndNormalizations(Table table) {
        table.one("Gemm", MatrixRules::gemm);
        table.one("MatMul", MatrixRules::matMul);
        table.one("MatMulInteger", MatrixRules::matMulInteger);
        table.one("QLinearMatMul", MatrixRules::qLinearMatMul);
        table.one("Det", MatrixRules::determinant);
        table.one("Einsum", EinsumRule::einsum);
        table.many("BatchNormalization", NormalizationRules::batch);
        table.one("InstanceNormalization", NormalizationRules::instance);
        table.many("LayerNormalization", NormalizationRules::layer);
        table.one("RMSNormalization", NormalizationRules::rms);
        table.one("SimplifiedLayerNormalization", NormalizationRules::rms);
        table.all(NormalizationRules::alongAxis, List.of("Hardmax", "LogSoftmax", "LpNormalization", "Softmax"));
    }

    private static void addShapeManipulation(Table table) {
        table.one("Shape", ShapeOfRules::shape);
        table.one("Size", ShapeOfRules::size);
        table.one("Reshape", ReshapeRules::reshape);
        table.one("Flatten", ReshapeRules::flatten);
        table.one("Squeeze", ReshapeRules::squeeze);
        table.one("Unsqueeze", ReshapeRules::unsqueeze);
        table.one("Transpose", LayoutRules::transpose);
        table.one("DepthToSpace", LayoutRules::depthToSpace);
        table.one("SpaceToDepth", LayoutRules::spaceToDepth);
        table.one("Concat", ConcatRules::concat);
        table.many("Split", ConcatRules::split);
        table.one("Slice", SliceRules::slice);
        table.one("Expand", ExpandRules::expand);
        table.one("Tile", ExpandRules::tile);
        table.one("Pad", ExpandRules::pad);
        table.one("CenterCropPad", ExpandRules::centerCropPad);
        table.one("Resize", ResizeRules::resize);
        table.one("Upsample", ResizeRules::upsample);
    }

    private static void addReductionsAndIndices(Table table) {
        table.all(
                ReductionRules::reduce,
                List.of("ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMean", "ReduceSumSquare"));
        table.one("ReduceMax", ReductionRules.reduce((type, a, b) -> ElementMath.max(a, b)));
        table.one("ReduceMin", ReductionRules.reduce((type, a, b) -> ElementMath.min(a, b)));
        table.one("ReduceProd", ReductionRules.reduce(ElementMath::multiply));
        table.one("ReduceSum", ReductionRules.reduce(ElementMath::add));
        table.all(ReductionRules::position, List.of("ArgMax", "ArgMin"));
        table.one("Gather", GatherRules::gather);
        table.one("GatherElements", GatherRules::gatherElements);
        table.one("GatherND", GatherRules::gatherNd);
        table.one("Compress", GatherRules::compress);
        table.many("TopK", IndexRules::topK);
        table.one("OneHot", IndexRules::oneHot);
        table.one("NonZero", IndexRules::nonZero);
        table.many("Unique", IndexRules::unique);
        table.one("NonMaxSuppression", IndexRules::nonMaxSuppression);
    }

    private static void addConstants(Table table) {
        table.one("Constant", ConstantRules::constant);
        table.one("ConstantOfShape", ConstantRules::constantOfShape);
        table.one("Range", ConstantRules::range);
        table.all(ConstantRules::random, List.of("RandomNormal", "RandomUniform"));
        table.all(ConstantRules::like, List.of("Bernoulli", "EyeLike", "RandomNormalLike", "RandomUniformLike"));
        table.all(ConstantRules::window, List.of("BlackmanWindow", "HammingWindow", "HannWindow"));
    }

    private static void addSpecial(Table table) {
        table.many("RNN", RecurrentRules::recurrent);
        table.many("GRU", RecurrentRules::recurrent);
        table.many("LSTM", RecurrentRules::recurrent);
        table.one("QuantizeLinear", QuantizationRules::quantize);
        table.one("DequantizeLinear", QuantizationRules::dequantize);
        table.many("DynamicQuantizeLinear", QuantizationRules::dynamicQuantize);
        table.many("If", ControlFlowRules::branch);
        table.many("Loop", ControlFlowRules::loop);
        table.many("Scan", ControlFlowRules::scan);
        table.one("RoiAlign", VisionRules::roiAlign);
        table.one("GridSample", VisionRules::gridSample);
        table.one("AffineGrid", VisionRules::affineGrid);
        table.one("Col2Im", VisionRules::columnsToImage);
        table.one("Attention", SequenceModelRules::attention);
        table.one("DFT", SequenceModelRules::fourier);
        table.one("STFT", SequenceModelRules::shortTimeFourier);
        table.one("MelWeightMatrix", SequenceModelRules::melWeights);
        table.one("Multinomial", SequenceModelRules::multinomial);
        table.many("NegativeLogLikelihoodLoss", SequenceModelRules::loss);
        table.many("SoftmaxCrossEntropyLoss", SequenceModelRules::loss);
    }

    /** What ONNX Runtime's own operators, which its tools write into models, have in common with standard ones. */
    private static void addMicrosoft(Table table) {
        table.all(
                ElementwiseRules::sameAsFirst,
                List.of(
                        "BiasGelu",
                        "FastGelu",
                        "Gelu",
                        "QLinearLeakyRelu",
                        "QLinearSigmoid",
                        "QLinearSoftmax",
                        "QuickGelu"));
        table.all(QuantizationRules::binary, List.of("QLinearAdd", "QLinearMul"));
        table.one("QuantizeLinear", QuantizationRules::quantize);
        table.one("DequantizeLinear", QuantizationRules::dequantize);
        table.one("FusedConv", ConvolutionRules::conv);
        table.one("FusedGemm", MatrixRules::gemm);
    }

    /** The rules of one domain while they are collected; a name that is listed twice fails in {@code buildOrThrow}. */
    private record Table(String domain, ImmutableMap.Builder<Key, ShapeRule> rules) {
        void many(String opType, ShapeRule rule) {
            rules.put(new Key(domain, opType), rule);
        }

        void one(String opType, ShapeRule.OfOne rule) {
            many(opType, node -> List.of(rule.infer(node)));
        }

        void all(ShapeRule.OfOne rule, List<String> opTypes) {
            opTypes.forEach(opType -> one(opType, rule));
        }
    }
}
