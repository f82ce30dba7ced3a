package dev.espquant.target;

import dev.espquant.plugin.Plugins;

/** The chips on the class path. */
public final class Targets {
    private Targets() {}

    public static Plugins<Target> load() {
        return Plugins.load(Target.class, "target", Target::name);
    }
}
