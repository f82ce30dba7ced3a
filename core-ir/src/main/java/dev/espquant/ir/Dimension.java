package dev.espquant.ir;

/** One axis of a {@link Shape}: a known size, a named size that a run decides, or nothing known. */
public sealed interface Dimension {

    /** A size that every run has; zero is legal (an empty tensor). */
    record Fixed(long size) implements Dimension {
        public Fixed {
            if (size < 0) {
                throw new IllegalArgumentException("negative dimension " + size);
            }
        }

        @Override
        public String toString() {
            return Long.toString(size);
        }
    }

    /** A size that is the same wherever the name stands in one graph, such as the batch size {@code N}. */
    record Symbolic(String name) implements Dimension {
        public Symbolic {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a symbolic dimension needs a name");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A size of which nothing is known. */
    record Unknown() implements Dimension {
        @Override
        public String toString() {
            return "?";
        }
    }

    static Dimension of(long size) {
        return new Fixed(size);
    }

    static Dimension named(String name) {
        return new Symbolic(name);
    }

    static Dimension unknown() {
        return new Unknown();
    }
}
