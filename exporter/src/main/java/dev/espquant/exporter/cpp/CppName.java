package dev.espquant.exporter.cpp;

import com.google.common.collect.ImmutableSet;
import java.util.Locale;

/** Turns any text into a C++ identifier. */
public final class CppName {
    /** Reserved words of C++ up to C++23, alternative operator names and the macros that headers of a C library define in lower case. */
    private static final ImmutableSet<String> RESERVED = ImmutableSet.copyOf(
            ("alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor bool break case catch"
                            + " char char8_t char16_t char32_t class compl concept const consteval constexpr constinit const_cast"
                            + " continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum"
                            + " explicit export extern false float for friend goto if inline int long mutable namespace new"
                            + " noexcept not not_eq nullptr operator or or_eq private protected public reflexpr register"
                            + " reinterpret_cast requires return short signed sizeof static static_assert static_cast struct"
                            + " switch synchronized template this thread_local throw true try typedef typeid typename union"
                            + " unsigned using virtual void volatile wchar_t while xor xor_eq"
                            + " assert errno linux main restrict signal stdin stdout stderr std dl unix")
                    .split(" "));

    private CppName() {}

    /**
     * ESP-DL 1.x's rule for names in exported text: lower case, every non-word character {@code _}, a leading digit gets {@code _} before
     * it. Only ASCII letters count as word characters, so the result is an identifier for every compiler, or a reserved word.
     */
    public static String clean(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        StringBuilder name = new StringBuilder(lower.length() + 1);
        if (lower.isEmpty() || isDigit(lower.charAt(0))) {
            name.append('_');
        }
        lower.codePoints().forEach(c -> name.append(isWord(c) ? (char) c : '_'));
        return name.toString();
    }

    /** As {@link #clean}, and never a reserved word: those get {@code _} behind. */
    public static String usable(String text) {
        String name = clean(text);
        return RESERVED.contains(name) ? name + "_" : name;
    }

    /** Whether a text can be an identifier as it is: ASCII letters, digits and {@code _}, no digit first, not reserved. */
    public static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && !isDigit(text.charAt(0))
                && text.codePoints().allMatch(c -> isWord(c) || (c >= 'A' && c <= 'Z'))
                && !RESERVED.contains(text);
    }

    private static boolean isWord(int c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
