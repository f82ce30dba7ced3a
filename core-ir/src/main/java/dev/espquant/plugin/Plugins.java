package dev.espquant.plugin;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSortedMap;
import dev.espquant.ir.GraphException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The implementations of one service provider interface, by name. Discovery order never shows: implementations are sorted by name, and two of
 * the same name are an error.
 *
 * @param <T> the interface
 */
public final class Plugins<T> {
    private final String kind;
    private final ImmutableSortedMap<String, T> byName;

    private Plugins(String kind, SortedMap<String, T> byName) {
        this.kind = kind;
        this.byName = ImmutableSortedMap.copyOfSorted(byName);
    }

    /**
     * Finds all implementations on the class path of the thread's context class loader.
     *
     * @param service the interface
     * @param kind what a user calls such a thing, for messages: "target", "pass"
     * @param name the name of an implementation
     */
    public static <T> Plugins<T> load(Class<T> service, String kind, Function<? super T, String> name) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return load(service, kind, name, context != null ? context : service.getClassLoader());
    }

    /** As {@link #load(Class, String, Function)}, from a given class loader. */
    public static <T> Plugins<T> load(
            Class<T> service, String kind, Function<? super T, String> name, ClassLoader loader) {
        try {
            return of(ServiceLoader.load(service, loader), kind, name);
        } catch (ServiceConfigurationError e) {
            throw GraphException.because("a jar declares a " + kind + " that cannot be loaded: " + e.getMessage())
                    .fix("remove that jar, or build it again for this version of espquant")
                    .cause(e)
                    .build();
        }
    }

    /** A registry of given implementations. */
    public static <T> Plugins<T> of(
            Iterable<? extends T> implementations, String kind, Function<? super T, String> name) {
        TreeMap<String, T> byName = new TreeMap<>();
        for (T implementation : implementations) {
            T other = byName.putIfAbsent(name.apply(implementation), implementation);
            if (other != null) {
                throw GraphException.because("two " + kind + " plugins are named '" + name.apply(implementation) + "': "
                                + other.getClass().getName() + " and "
                                + implementation.getClass().getName())
                        .fix("remove one of the jars, or rename one of them")
                        .build();
            }
        }
        return new Plugins<>(kind, byName);
    }

    /** All implementations, sorted by name. */
    public ImmutableCollection<T> all() {
        return byName.values();
    }

    public Optional<T> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The implementation of that name; an error that suggests the nearest one if there is none. */
    public T get(String name) {
        return find(name)
                .orElseThrow(() -> GraphException.because("there is no " + kind + " '" + name + "'")
                        .fix(Names.suggestion(name, byName.keySet()))
                        .buildInvalidRequest());
    }
}
