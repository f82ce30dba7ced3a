package dev.espquant.cli;

import com.google.common.collect.ImmutableList;
import dev.espquant.calibrator.RedundantClip;
import dev.espquant.calibrator.RedundantClip.Reason;
import dev.espquant.calibrator.RedundantClips;
import dev.espquant.ir.Model;
import dev.espquant.quant.QuantizationTable;
import dev.espquant.target.OperatorSupport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Relu in place of the Clips whose upper bound does nothing, as a calibration shows; see {@link RedundantClips}.
 *
 * @param model the model with Relu in their place
 * @param replaced the Clips, in the order of the graph
 * @param candidates how many Clips begin at 0
 */
record ClipReplacement(Model model, ImmutableList<RedundantClip> replaced, int candidates) {

    /** The replacement of everything that a table allows. */
    static ClipReplacement of(Model model, QuantizationTable table, OperatorSupport operators) {
        ImmutableList<RedundantClip> found = RedundantClips.find(model.graph(), table, operators);
        Model changed = found.isEmpty() ? model : RedundantClips.replace(model, found);
        return new ClipReplacement(changed, found, RedundantClips.countFromZero(model.graph()));
    }

    /** The model as it is. */
    static ClipReplacement none(Model model) {
        return new ClipReplacement(model, ImmutableList.of(), RedundantClips.countFromZero(model.graph()));
    }

    /** What was done, for people; empty if the model has no Clip from 0. */
    Optional<String> line() {
        return candidates == 0
                ? Optional.empty()
                : Optional.of("clips: " + replaced.size() + " of " + candidates + " from 0 made Relu" + reasons());
    }

    /** What could be done, for somebody whose model stays as it is; empty if there is nothing to do. */
    Optional<String> advice() {
        return replaced.isEmpty()
                ? Optional.empty()
                : Optional.of(replaced.size() + " of " + candidates + " Clips from 0 could be Relu" + reasons()
                        + "; 'espquant quantize' makes them Relu");
    }

    private String reasons() {
        long saturating = count(Reason.SATURATES);
        long never = count(Reason.NEVER_REACHED);
        if (replaced.isEmpty()) {
            return "";
        }
        return " (" + saturating + " because integers saturate at or below the bound, " + never
                + " because no sample reached it)";
    }

    private long count(Reason reason) {
        return replaced.stream().filter(clip -> clip.reason() == reason).count();
    }

    /** What was done, for scripts. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fromZero", candidates);
        json.put("madeRelu", replaced.stream().map(RedundantClip::node).toList());
        return json;
    }
}
