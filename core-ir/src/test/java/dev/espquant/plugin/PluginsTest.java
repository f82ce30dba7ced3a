package dev.espquant.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espquant.ir.GraphException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    private record Shape(String name) {}

    private static final Plugins<Shape> SHAPES =
            Plugins.of(List.of(new Shape("square"), new Shape("circle"), new Shape("line")), "shape", Shape::name);

    @Test
    void areSortedByNameWhateverTheOrderOfDiscovery() {
        assertThat(SHAPES.all()).extracting(Shape::name).containsExactly("circle", "line", "square");
    }

    @Test
    void areFoundByName() {
        assertThat(SHAPES.get("line")).isEqualTo(new Shape("line"));
        assertThat(SHAPES.find("line")).isPresent();
        assertThat(SHAPES.find("Line")).isEmpty();
    }

    @Test
    void anUnknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> SHAPES.get("cirlce"))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("there is no shape 'cirlce'")
                .hasMessageContaining("did you mean 'circle'?");
        assertThatThrownBy(() -> SHAPES.get("dodecahedron")).hasMessageContaining("circle, line, square");
        assertThatThrownBy(
                        () -> Plugins.of(List.<Shape>of(), "shape", Shape::name).get("x"))
                .hasMessageContaining("none is installed");
    }

    @Test
    void twoOfOneNameAreAnError() {
        assertThatThrownBy(() -> Plugins.of(List.of(new Shape("a"), new Shape("a")), "shape", Shape::name))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("two shape plugins are named 'a'");
    }

    @Test
    void areDiscoveredByTheServiceLoader() {
        Plugins<ToolProvider> tools = Plugins.load(ToolProvider.class, "tool", ToolProvider::name);
        assertThat(tools.find("jar")).isPresent();
    }

    @Test
    void discoveryWorksWithoutAContextClassLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            assertThat(Plugins.load(PluginsTest.class, "none", Object::toString).all())
                    .isEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aDeclarationThatLeadsNowhereIsOneClearError(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ToolProvider.class.getName()), "com.example.NotThere");
        try (URLClassLoader broken =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            assertThatThrownBy(() -> Plugins.load(ToolProvider.class, "tool", ToolProvider::name, broken))
                    .isInstanceOf(GraphException.class)
                    .hasMessageContaining("com.example.NotThere")
                    .hasMessageContaining("Fix: ");
        }
    }
}
