package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.ArrayType;
import dev.espquant.evaluator.espdl.EspdlArray;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.ir.espdl.EspdlTensor;
import java.util.Arrays;

/**
 * Conv over one or two spatial axes. The filter's dimensions are {@code [H, W, C, N]}; with a {@code group} other than 1 the layer is depthwise and
 * they are {@code [H, W, N, 1]}. {@code kernel_shape} and {@code auto_pad} are ignored, as the runtime does. The arithmetic is in {@link LayerRule}.
 */
@AutoService(EspdlKernel.class)
public final class ConvKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("Conv");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        EspdlTensor filter = context.constant(1)
                .orElseThrow(() -> context.error("its filter is not constant", "fold constants before exporting"));
        ArrayType type = context.input(1);
        int[] sizes = type.toSizes();
        int spatial = context.input(0).rank() - 2;
        context.require(
                spatial >= 1 && sizes.length == spatial + 2,
                "its filter has rank " + sizes.length + ", its input "
                        + context.input(0).rank(),
                "give both height, width and channels");
        Planes planes = Planes.of(
                context,
                Arrays.copyOf(sizes, spatial),
                context.ints("strides", spatial, 1),
                context.ints("dilations", spatial, 1),
                context.ints("pads", 2 * spatial, 0));
        boolean depthwise = context.node().intAttribute("group", 1) != 1;
        int outputs = sizes[spatial + (depthwise ? 0 : 1)];
        requireChannels(context, planes, sizes, depthwise);
        context.setOutput(0, planes.outSizes(spatial + 2, outputs));
        FilterOrder order = FilterOrder.of(context, filter);
        int length = planes.taps() * (depthwise ? 1 : planes.channels());
        return EngineLayer.node(
                LayerShape.of(planes, outputs, depthwise),
                LayerRule.of(context, type, outputs, order),
                Weights.of(EspdlArray.of(filter), 0, order.places(outputs, length, depthwise), outputs),
                planes.batches(),
                true);
    }

    private static void requireChannels(EspdlContext context, Planes planes, int[] sizes, boolean depthwise) {
        int inputs = sizes[sizes.length - 2];
        context.require(
                inputs == planes.channels() && (!depthwise || sizes[sizes.length - 1] == 1),
                "its filter " + Arrays.toString(sizes) + " does not fit " + planes.channels() + " input channels",
                depthwise
                        ? "the runtime knows groups of one channel only: one for each channel"
                        : "export the model again");
    }
}
