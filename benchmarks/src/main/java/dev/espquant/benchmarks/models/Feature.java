package dev.espquant.benchmarks.models;

/**
 * A value between two layers, NCHW or, behind the pooling, [N, channels].
 *
 * @param name of the value
 * @param channels its size along the second axis
 * @param rectified whether an activation has cut off its negative half, which halves its mean square
 */
record Feature(String name, int channels, boolean rectified) {}
