package dev.espquant.target;

/** A generation of Espressif's inference library. A chip computes differently under each. */
@SuppressWarnings("JavaLangClash") // the field's word; java.lang.Runtime has no business near chips
public enum Runtime {
    /** ESP-DL 1.x: C++ coefficients and a C++ model class. */
    ESP_DL_1("1", "ESP-DL 1.x"),
    /** ESP-DL 3.x: an interpreter that loads {@code .espdl} files. */
    ESP_DL_3("3", "ESP-DL 3.x");

    private final String label;
    private final String title;

    Runtime(String label, String title) {
        this.label = label;
        this.title = title;
    }

    /** How a user writes it: {@code 1} or {@code 3}. */
    public String label() {
        return label;
    }

    /** How documents call it. */
    public String title() {
        return title;
    }
}
