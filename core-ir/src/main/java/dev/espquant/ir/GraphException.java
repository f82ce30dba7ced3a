package dev.espquant.ir;

import com.google.common.base.CharMatcher;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model, table or array that cannot be used, told so that its owner can mend it: what is wrong, where (file, node, value) and what would
 * help. {@link #getMessage()} is complete; a command line prints it alone.
 */
public class GraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHARACTERS = 200;

    private final transient @Nullable Node node;
    private final String reason;
    private final String file;
    private final String part;
    private final String value;
    private final String fix;

    protected GraphException(Builder builder) {
        super(builder.message(), builder.cause);
        this.node = builder.node;
        this.reason = builder.reason;
        this.file = builder.file;
        this.part = builder.part;
        this.value = builder.value;
        this.fix = builder.fix;
    }

    /** The node that the error is about, if it is about one. */
    public Optional<Node> node() {
        return Optional.ofNullable(node);
    }

    /** What would help; empty text if nothing is known. */
    public String fix() {
        return fix;
    }

    /** A builder that holds everything this error says, for a caller that knows more of where it happened. */
    public Builder toBuilder() {
        Builder builder = new Builder(reason);
        builder.file = file;
        builder.node = node;
        builder.part = part;
        builder.value = value;
        builder.fix = fix;
        builder.cause = getCause();
        builder.unsupported = this instanceof UnsupportedModelException;
        builder.invalidRequest = this instanceof InvalidRequestException;
        return builder;
    }

    /** This error, said of a file unless it names one already. */
    public GraphException inFile(Object path) {
        return file.isEmpty() ? toBuilder().file(path).build() : this;
    }

    /** Starts an error with its reason: the rule that is broken, in words a user of ONNX knows. */
    public static Builder because(String reason) {
        return new Builder(reason);
    }

    /** Collects where the error is and what would mend it. */
    public static final class Builder {
        private final String reason;
        private String file = "";
        private @Nullable Node node;
        private String part = "";
        private String value = "";
        private String fix = "";
        private @Nullable Throwable cause;
        private boolean unsupported;
        private boolean invalidRequest;

        private Builder(String reason) {
            this.reason = reason;
        }

        public Builder file(Object path) {
            this.file = path.toString();
            return this;
        }

        public Builder node(Node about) {
            this.node = about;
            return this;
        }

        /** What in the node or file the error is about, in words: {@code attribute 'pads'}. */
        public Builder part(String description) {
            this.part = description;
            return this;
        }

        public Builder value(String name) {
            this.value = name;
            return this;
        }

        public Builder fix(String advice) {
            this.fix = advice;
            return this;
        }

        public Builder cause(Throwable why) {
            this.cause = why;
            return this;
        }

        /** The error, of the kind of the one that this builder started from. */
        public GraphException build() {
            if (invalidRequest) {
                return new InvalidRequestException(this);
            }
            return unsupported ? new UnsupportedModelException(this) : new GraphException(this);
        }

        /** The error of a request for what does not exist or does not go together. */
        public InvalidRequestException buildInvalidRequest() {
            return new InvalidRequestException(this);
        }

        /** The error of a model that is sound but that a target cannot run. */
        public UnsupportedModelException buildUnsupported() {
            return new UnsupportedModelException(this);
        }

        private String message() {
            StringBuilder text = new StringBuilder();
            if (!file.isEmpty()) {
                text.append(file).append(": ");
            }
            if (node != null) {
                text.append("node '")
                        .append(shown(node.name()))
                        .append("' (")
                        .append(shown(node.opType()))
                        .append("): ");
            }
            if (!part.isEmpty()) {
                text.append(shown(part)).append(": ");
            }
            if (!value.isEmpty()) {
                text.append("value '").append(shown(value)).append("': ");
            }
            text.append(reason);
            if (!fix.isEmpty()) {
                text.append(". Fix: ").append(fix);
            }
            return text.toString();
        }

        /** A name from a file as a message may print it: no control characters, not longer than a line or two. */
        private static String shown(String name) {
            String start = name.length() > SHOWN_CHARACTERS ? name.substring(0, SHOWN_CHARACTERS) + "..." : name;
            return CharMatcher.javaIsoControl().replaceFrom(start, '?');
        }
    }
}
