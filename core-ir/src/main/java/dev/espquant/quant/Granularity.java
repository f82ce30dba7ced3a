package dev.espquant.quant;

/** How many exponents a layer's weights have. */
public enum Granularity {
    /** One for the whole tensor. */
    PER_TENSOR("per-tensor"),
    /** One for each output channel. */
    PER_CHANNEL("per-channel");

    private final String label;

    Granularity(String label) {
        this.label = label;
    }

    /** How a user writes it: {@code per-tensor}. */
    public String label() {
        return label;
    }
}
