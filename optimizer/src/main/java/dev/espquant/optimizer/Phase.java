package dev.espquant.optimizer;

/**
 * When a pass runs. Phases run in the order of their declaration; inside a phase passes run sorted by name until none changes the graph any
 * more, and the whole sequence repeats until a round changes nothing.
 */
public enum Phase {
    /** Brings what exporters of all years write into one form of ONNX: functions put in place, old operator sets lifted. */
    IMPORT,
    /** What holds for the whole model: constants in one place, a batch of any size, shapes known. */
    PREPARE,
    /** Brings graphs of different exporters into one form, and computes what is constant. */
    NORMALIZE,
    /** Removes what has no effect. */
    ELIMINATE,
    /** Makes one operator of several. */
    FUSE,
    /** Tidies up: names, unused and duplicate constants. */
    FINISH
}
