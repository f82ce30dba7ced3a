package dev.espquant.exporter.cpp;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The identifiers of one C++ scope. Hands out base names so that everything that is derived from them is unique. Not thread safe. */
public final class CppScope {
    private final Set<String> taken = new HashSet<>();

    /**
     * Something that needs a name.
     *
     * @param wanted the base name it should have if that is free
     * @param identifiers everything that will be declared, for a base name
     */
    public record Wish(String wanted, Function<String, ImmutableSet<String>> identifiers) {}

    /** Takes an identifier that nobody else may have. */
    public void reserve(String identifier) {
        taken.add(identifier);
    }

    /** A base name for one thing; see {@link #assign}. */
    public String assign(String wanted) {
        return assign(List.of(new Wish(wanted, ImmutableSet::of))).get(0);
    }

    /**
     * Base names for several things, in their order. Whoever comes first keeps the name it wants; the others get {@code _2}, {@code _3} and so
     * on behind theirs, but never take a name that somebody else wants.
     */
    public ImmutableList<String> assign(List<Wish> wishes) {
        List<String> bases = new ArrayList<>();
        for (Wish wish : wishes) {
            bases.add(take(wish, wish.wanted()) ? wish.wanted() : "");
        }
        for (int i = 0; i < bases.size(); i++) {
            if (bases.get(i).isEmpty()) {
                bases.set(i, numbered(wishes.get(i)));
            }
        }
        return ImmutableList.copyOf(bases);
    }

    private String numbered(Wish wish) {
        for (int number = 2; ; number++) {
            String base = wish.wanted() + "_" + number;
            if (take(wish, base)) {
                return base;
            }
        }
    }

    private boolean take(Wish wish, String base) {
        ImmutableSet<String> identifiers = wish.identifiers().apply(base);
        if (identifiers.stream().anyMatch(taken::contains)) {
            return false;
        }
        taken.addAll(identifiers);
        return true;
    }
}
