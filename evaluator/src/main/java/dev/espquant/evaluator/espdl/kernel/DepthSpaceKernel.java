package dev.espquant.evaluator.espdl.kernel;

import com.google.auto.service.AutoService;
import com.google.common.collect.ImmutableSet;
import dev.espquant.evaluator.espdl.EspdlContext;
import dev.espquant.evaluator.espdl.EspdlKernel;
import dev.espquant.evaluator.espdl.PreparedNode;
import dev.espquant.evaluator.kernel.Gather;
import dev.espquant.evaluator.kernel.Sizes;

/**
 * DepthToSpace and SpaceToDepth of N x H x W x C, with blocks of {@code blocksize} x {@code blocksize} pixels: axes split, reordered and joined.
 * DepthToSpace reads the channels as ONNX does in either mode; SpaceToDepth, like ESP-DL and unlike ONNX, makes the position within the block the
 * fastest part of a channel, so that it undoes mode CRD.
 */
@AutoService(EspdlKernel.class)
public final class DepthSpaceKernel implements EspdlKernel {
    @Override
    public ImmutableSet<String> opTypes() {
        return ImmutableSet.of("DepthToSpace", "SpaceToDepth");
    }

    @Override
    public PreparedNode prepare(EspdlContext context) {
        int[] in = context.input(0).toSizes();
        context.require(in.length == 4, "its input has no height and width", "give it N x H x W x C");
        int block = Math.toIntExact(context.node().intAttribute("blocksize", 0));
        context.require(block > 0 && block < 1 << 12, "blocksize is " + block, "export the model again");
        return context.node().is("DepthToSpace") ? toSpace(context, in, block) : toDepth(context, in, block);
    }

    /** Output rows are (h, block row), columns (w, block column). */
    private static PreparedNode toSpace(EspdlContext context, int[] in, int block) {
        int channels = in[3] / (block * block);
        context.require(channels * block * block == in[3], "blocks do not divide its channels", "change blocksize");
        context.setOutput(0, in[0], in[1] * block, in[2] * block, channels);
        boolean columnsFirst = context.node().textAttribute("mode", "DCR").equals("CRD");
        int[] split = columnsFirst
                ? Sizes.strides(new int[] {in[0], in[1], in[2], channels, block, block})
                : Sizes.strides(new int[] {in[0], in[1], in[2], block, block, channels});
        int rows = split[columnsFirst ? 4 : 3];
        int columns = split[columnsFirst ? 5 : 4];
        int depth = split[columnsFirst ? 3 : 5];
        return moved(context, new int[] {in[0], in[1], block, in[2], block, channels}, new int[] {
            split[0], split[1], rows, split[2], columns, depth
        });
    }

    private static PreparedNode toDepth(EspdlContext context, int[] in, int block) {
        context.require(
                in[1] % block == 0 && in[2] % block == 0, "blocks do not divide its planes", "change blocksize");
        context.setOutput(0, in[0], in[1] / block, in[2] / block, in[3] * block * block);
        int[] split = Sizes.strides(new int[] {in[0], in[1] / block, block, in[2] / block, block, in[3]});
        return moved(context, new int[] {in[0], in[1] / block, in[2] / block, in[3], block, block}, new int[] {
            split[0], split[1], split[3], split[5], split[2], split[4]
        });
    }

    private static PreparedNode moved(EspdlContext context, int[] sizes, int[] strides) {
        return Movement.gather(context, Gather.strided(sizes, 0, strides).sources(), 0);
    }
}
