package dev.espquant.benchmarks.models;

import dev.espquant.ir.Model;

/** The models whose speed is measured. */
public enum BenchmarkModel {
    RESNET8("ResNet-8 32x32", 64),
    DS_CNN("DS-CNN 49x10", 64),
    MOBILENET_V1("MobileNetV1-0.25 96x96", 64),
    MOBILENET_V2("MobileNetV2-1.0 224x224", 8);

    private final String title;
    private final int batch;

    BenchmarkModel(String title, int batch) {
        this.title = title;
        this.batch = batch;
    }

    /** What readers call it. */
    public String title() {
        return title;
    }

    /** The number of images that are computed together when its speed is measured. */
    public int batch() {
        return batch;
    }

    /** The float model, always the same. */
    public Model build() {
        return switch (this) {
            case RESNET8 -> ResNet8.build();
            case DS_CNN -> DsCnn.build();
            case MOBILENET_V1 -> MobileNetV1.build();
            case MOBILENET_V2 -> MobileNetV2.build();
        };
    }
}
