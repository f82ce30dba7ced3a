package dev.espquant.calibrator;

import dev.espquant.plugin.Plugins;

/** The calibration methods on the class path. */
public final class Observers {
    private Observers() {}

    public static Plugins<ObserverFactory> load() {
        return Plugins.load(ObserverFactory.class, "calibration method", ObserverFactory::name);
    }
}
