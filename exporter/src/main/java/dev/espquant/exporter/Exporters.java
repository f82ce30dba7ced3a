package dev.espquant.exporter;

import dev.espquant.plugin.Plugins;

/** The export formats on the class path. */
public final class Exporters {
    private Exporters() {}

    public static Plugins<Exporter> load() {
        return Plugins.load(Exporter.class, "format", Exporter::format);
    }
}
