package dev.espquant.cli;

import java.nio.file.Path;
import java.security.CodeSource;

/** Tells which jar a plugin comes from. */
final class Provider {
    private Provider() {}

    /** File name of the jar (or folder) that holds the plugin's class. */
    static String of(Object plugin) {
        CodeSource source = plugin.getClass().getProtectionDomain().getCodeSource();
        if (source == null) {
            return "";
        }
        Path name = Path.of(source.getLocation().getPath()).getFileName();
        return name == null ? "" : name.toString();
    }
}
