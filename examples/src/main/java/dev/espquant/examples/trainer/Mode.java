package dev.espquant.examples.trainer;

/** What a forward pass is for; only batch normalization computes differently. */
enum Mode {
    /** Normalize by the batch's own statistics, and let them move the running ones. */
    TRAINING,
    /** Normalize by the running statistics, as the exported model does. */
    INFERENCE
}
