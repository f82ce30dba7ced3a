package dev.espquant.benchmarks;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espquant.benchmarks.models.BenchmarkModel;
import dev.espquant.evaluator.data.FloatTensor;
import dev.espquant.evaluator.data.Preprocessing;
import dev.espquant.evaluator.data.SampleSource;
import dev.espquant.ir.DataType;
import dev.espquant.ir.Dimension;
import dev.espquant.ir.Graph;
import dev.espquant.ir.Model;
import dev.espquant.ir.Node;
import dev.espquant.ir.Shape;
import dev.espquant.ir.ValueInfo;
import dev.espquant.ir.onnx.OnnxReader;
import dev.espquant.optimizer.Optimizer;
import dev.espquant.optimizer.OptimizerOptions;
import dev.espquant.quant.WeightedLayer;
import dev.espquant.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The networks of the matrix of ESP-DL 3.x: optimized, with samples that calibrate and others that judge. */
enum EspdlMatrixModel {
    MNIST {
        @Override
        Drawn draw(Path data) {
            Model model = read(data, "espdl_v11_mnist_sample/mnist_model_example.onnx");
            return files(data, model, "mnist/test_images.npy", new Preprocessing(0, 255), "0:5000:50", "7000:7004");
        }
    },
    RESNET8 {
        @Override
        Drawn draw(Path data) {
            Model model = read(data, "mlperf_tiny_cifar10/mlperf_tiny_resnet8_cifar10_nhwc.onnx");
            return files(data, model, CIFAR, Preprocessing.NONE, "::100", "7:9");
        }
    },
    DS_CNN {
        @Override
        Drawn draw(Path data) {
            Model model = read(data, "mlperf_tiny_kws/mlperf_tiny_dscnn_kws_nhwc.onnx");
            Preprocessing features = new Preprocessing(83, 1 / 0.5847029f);
            return files(data, model, "mlperf_tiny_kws/features_int8.npy", features, "::50", "7:9");
        }
    },
    HAND_GESTURE {
        @Override
        Drawn draw(Path data) {
            Model model = read(data, "hand_gesture_ai_edge/handrecognition_model_int8_optimized.onnx");
            String crops = "natural_images/crops_96x96_rgb_u8.npy";
            return new Drawn(
                    model,
                    new GrayCrops(crops, BRIGHTNESS, RowChoice.of("::4")).open(model.graph(), data),
                    new GrayCrops(crops, BRIGHTNESS, RowChoice.of("1:3")).open(model.graph(), data));
        }
    },
    MOBILENET_V2 {
        @Override
        Drawn draw(Path data) {
            Model model = optimized(atSize(BenchmarkModel.MOBILENET_V2.build(), SIDE));
            return new Drawn(model, noise(model, 2, 4), noise(model, 3, 1));
        }

        @Override
        boolean needsSharedData() {
            return false;
        }
    };

    private static final String CIFAR = "mlperf_tiny_cifar10/jpeg_test_images.npy";

    /** What the author of the hand gestures calibrated with; see {@link AccuracyCases}. */
    private static final float BRIGHTNESS = 0.5f;

    /** Side of MobileNetV2's images here: all its layers, a fifth of the products. */
    private static final int SIDE = 96;

    /** Every so many layers computes in 16 bits where widths are mixed. */
    private static final int WIDE_EVERY = 3;

    /**
     * A network and its samples.
     *
     * @param calibration what chooses exponents
     * @param fresh what calibration has not seen
     */
    record Drawn(Model model, SampleSource calibration, SampleSource fresh) {

        /** Layers that compute in 16 bits where widths are mixed: the second, the fifth and so on. */
        ImmutableSet<String> wideNodes() {
            Graph graph = model.graph();
            List<String> layers = graph.nodes().stream()
                    .filter(node -> WeightedLayer.of(graph, node).isPresent())
                    .map(Node::name)
                    .toList();
            return IntStream.range(0, layers.size())
                    .filter(i -> i % WIDE_EVERY == 1)
                    .mapToObj(layers::get)
                    .collect(ImmutableSet.toImmutableSet());
        }
    }

    /** @param data the folder of shared data; only networks that need them look there */
    abstract Drawn draw(Path data);

    boolean needsSharedData() {
        return true;
    }

    private static Model read(Path data, String file) {
        return SoftmaxHead.cut(optimized(OnnxReader.read(SharedData.file(data, file))));
    }

    private static Model optimized(Model model) {
        return Optimizer.optimize(model, OptimizerOptions.full()).model();
    }

    private static Drawn files(
            Path data, Model model, String images, Preprocessing preprocessing, String calibration, String fresh) {
        ArrayFiles files = new ArrayFiles(images, "", preprocessing, RowChoice.of(calibration));
        return new Drawn(
                model,
                files.open(model.graph(), data),
                files.withRows(RowChoice.of(fresh)).open(model.graph(), data));
    }

    /** The same network over smaller images; a pool of the whole plane stands behind its layers. */
    private static Model atSize(Model model, int side) {
        Graph graph = model.graph();
        ValueInfo image = graph.inputs().get(0);
        Dimension batch = graph.shape(image.name()).orElseThrow().dimension(0);
        Shape shape = Shape.of(List.of(batch, Dimension.of(3), Dimension.of(side), Dimension.of(side)));
        ValueInfo smaller = ValueInfo.of(image.name(), DataType.FLOAT, shape);
        return model.withGraph(
                graph.toBuilder().inputs(List.of(smaller)).valueInfos(Map.of()).build());
    }

    private static SampleSource noise(Model model, long seed, int count) {
        ValueInfo input = model.graph().inputs().get(0);
        long[] sizes = model.graph()
                .shape(input.name())
                .orElseThrow()
                .with(0, Dimension.of(count))
                .sizes();
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(Shape.elementCount(sizes))];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return SampleSource.of(ImmutableMap.of(input.name(), FloatTensor.of(sizes, values)));
    }
}
