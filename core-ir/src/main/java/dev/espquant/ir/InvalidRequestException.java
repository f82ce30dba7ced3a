package dev.espquant.ir;

/** Something that does not exist, or does not go together, was asked for by name or number: no file is at fault, the request is. */
public final class InvalidRequestException extends GraphException {
    private static final long serialVersionUID = 1L;

    InvalidRequestException(Builder builder) {
        super(builder);
    }
}
