package dev.espquant.exporter.model;

/** Where a value of the graph is found, and in which order. Several values may share one tensor, such as a feature map and its Flatten. */
record Stored(Buffer buffer, View view) {}
