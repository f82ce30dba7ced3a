package dev.espquant.optimizer.passes.fuse;

import com.google.auto.service.AutoService;
import com.google.common.collect.Maps;
import dev.espquant.ir.Attribute;
import dev.espquant.ir.Node;
import dev.espquant.optimizer.GraphPass;
import dev.espquant.optimizer.Phase;
import dev.espquant.optimizer.passes.PadArguments;
import dev.espquant.optimizer.rewrite.Match;
import dev.espquant.optimizer.rewrite.Pattern;
import dev.espquant.optimizer.rewrite.PatternPass;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a convolution pad by itself what a Pad before it pads with zeros.
 *
 * <pre>
 * x -> Pad 0,0,1,1,0,0,1,1 -> Conv -> y        becomes        x -> Conv pads=[1,1,1,1] -> y
 * </pre>
 *
 * Only for constant zeros on the spatial axes, and only if the convolution does not choose its padding itself ({@code auto_pad=SAME_*}).
 */
@AutoService(GraphPass.class)
public final class FusePadIntoConv extends PatternPass {
    public FusePadIntoConv() {
        super(
                "fuse_pad_into_conv",
                "lets Conv do the zero padding before it",
                Phase.FUSE,
                Pattern.op("Conv")
                        .where(FusePadIntoConv::padsAsTold)
                        .input(0, Pattern.op("Pad").as("pad")));
    }

    private static boolean padsAsTold(Node conv) {
        String mode = conv.textAttribute("auto_pad", "NOTSET");
        return mode.equals("NOTSET") || mode.equals("VALID");
    }

    @Override
    protected void rewrite(Match match) {
        PadArguments.of(match, match.node("pad"))
                .filter(PadArguments::isSpatialZeros)
                .ifPresent(pad -> match.replace(
                        padded(match.root(), pad, match.node("pad").inputs().get(0))));
    }

    private static Node padded(Node conv, PadArguments pad, String input) {
        long[] none = new long[2 * (pad.rank() - 2)];
        long[] pads = conv.textAttribute("auto_pad", "NOTSET").equals("VALID")
                ? none
                : conv.intsAttribute("pads").orElse(none);
        List<String> inputs = new ArrayList<>(conv.inputs());
        inputs.set(0, input);
        return conv.withInputs(inputs)
                .withAttributes(Maps.filterKeys(conv.attributes(), name -> !name.equals("auto_pad")))
                .withAttribute("pads", Attribute.ofInts(pad.addedTo(pads)));
    }
}
