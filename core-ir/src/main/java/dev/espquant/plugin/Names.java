package dev.espquant.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Helps with names that nobody knows: which known one was meant? */
public final class Names {
    private Names() {}

    /** The known name nearest to a mistyped one, if one is near: at most a third of its letters differ. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> distance(wanted, k.toLowerCase(Locale.ROOT)) <= Math.max(2, wanted.length() / 3))
                .min(Comparator.comparingInt((String k) -> distance(wanted, k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Advice in words: "did you mean 'x'?" or the list of what there is. */
    public static String suggestion(String name, Collection<String> known) {
        return nearest(name, known)
                .map(n -> "did you mean '" + n + "'?")
                .orElseGet(() -> known.isEmpty() ? "none is installed" : "choose one of " + String.join(", ", known));
    }

    /** Edits (insert, delete, replace) from one text to the other. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
