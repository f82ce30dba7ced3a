package dev.espquant.cli;

import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Adds the jars of a folder to what {@link java.util.ServiceLoader} searches. */
final class PluginFolder {
    private PluginFolder() {}

    /** Makes the jars of a folder the thread's class path, on top of the current one; sorted, so that every run sees the same order. */
    @SuppressWarnings("resource") // lives as long as the process: plugins load classes at any time
    static void install(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw GraphException.because("no such folder of plugin jars")
                    .file(folder)
                    .fix("--plugins takes a folder that holds .jar files")
                    .build();
        }
        Thread thread = Thread.currentThread();
        ClassLoader parent = thread.getContextClassLoader();
        thread.setContextClassLoader(new URLClassLoader("plugins", urls(folder), parent));
    }

    private static URL[] urls(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (jars.isEmpty()) {
            throw GraphException.because("holds no .jar files")
                    .file(folder)
                    .fix("build the plugin and put its jar there")
                    .build();
        }
        Collections.sort(jars);
        return jars.stream().map(PluginFolder::url).toArray(URL[]::new);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a path that is no URL: " + jar, e);
        }
    }
}
