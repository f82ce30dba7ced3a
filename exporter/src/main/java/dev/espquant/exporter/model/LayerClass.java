package dev.espquant.exporter.model;

/** The classes that layers of a generated model belong to: ESP-DL 1.x's, and plain ones of ours for what it lacks. */
enum LayerClass {
    CONV("Conv2D", "dl_layer_conv2d.hpp"),
    DEPTHWISE("DepthwiseConv2D", "dl_layer_depthwise_conv2d.hpp"),
    ADD("Add2D", "dl_layer_add2d.hpp"),
    SUB("Sub2D", "dl_layer_sub2d.hpp"),
    MUL("Mul2D", "dl_layer_mul2d.hpp"),
    MAX("Max2D", "dl_layer_max2d.hpp"),
    MIN("Min2D", "dl_layer_min2d.hpp"),
    AVERAGE_POOL("AvgPool2D", "dl_layer_avg_pool2d.hpp"),
    MAX_POOL("MaxPool2D", "dl_layer_max_pool2d.hpp"),
    GLOBAL_AVERAGE_POOL("GlobalAveragePool2D", "dl_layer_global_avg_pool2d.hpp"),
    GLOBAL_MAX_POOL("GlobalMaxPool2D", "dl_layer_global_max_pool2d.hpp"),
    RELU("Relu", "dl_layer_relu.hpp"),
    LEAKY_RELU("LeakyRelu", "dl_layer_leakyrelu.hpp"),
    PRELU("PRelu", "dl_layer_prelu.hpp"),
    RESHAPE("Reshape", "dl_layer_reshape.hpp"),
    TRANSPOSE("Transpose", "dl_layer_transpose.hpp"),
    CONCAT("Concat", "dl_layer_concat.hpp"),
    SOFTMAX("Softmax", "dl_layer_softmax.hpp"),
    SIGMOID("Sigmoid", "dl_layer_sigmoid.hpp"),
    TANH("TanH", "dl_layer_tanh.hpp"),
    /** Copies elements that are chosen axis by axis: Slice, Resize, Expand, Pad. */
    PICK("Pick", ""),
    CLAMP("Clamp", ""),
    /** Max and Min of operands with different exponents. */
    ALIGNED_EXTREME("AlignedExtreme", ""),
    PADDED_AVERAGE("PaddedAverage", ""),
    /** A constant operand. */
    CONSTANT("ConstantTensor", "");

    private final String cppName;
    private final String header;

    LayerClass(String cppName, String header) {
        this.cppName = cppName;
        this.header = header;
    }

    String cppName() {
        return cppName;
    }

    /** The header of ESP-DL that declares it; empty if the class is ours. */
    String header() {
        return header;
    }

    /** Whether the generated header defines the class itself. */
    boolean isPlain() {
        return header.isEmpty();
    }
}
