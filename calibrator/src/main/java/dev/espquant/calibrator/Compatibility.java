package dev.espquant.calibrator;

import java.util.Locale;

/** Whose exponents calibration reproduces where the right ones and those of the vendor's tool differ. */
public enum Compatibility {
    /** Exponents that the chip computes correctly with. */
    NONE,
    /**
     * Those of Espressif's quantization tool for ESP-DL 1.x, defects included: a Concat that reads another Concat hands its exponent to the
     * first input of that one only, and an activation behind a pool, shape operator or Concat with several consumers gets an exponent of its
     * own, although the chip passes the integers on unchanged.
     */
    ESPRESSIF;

    /** How a user writes it: {@code none}, {@code espressif}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
