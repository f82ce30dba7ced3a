package dev.espquant.ir.espdl;

import java.util.Optional;

/**
 * Where in a file something lies, for messages: {@code graph.node[3].attribute[0]}. Put into words only when an error needs them.
 *
 * @param parent what it lies in; empty for the model
 * @param field the field of the parent
 * @param index the position in that field's vector; negative if the field is no vector
 */
record Place(Optional<Place> parent, String field, int index) {
    static final Place MODEL = new Place(Optional.empty(), "model", -1);

    Place field(Field child) {
        return new Place(Optional.of(this), child.name(), -1);
    }

    Place at(int position) {
        return new Place(parent, field, position);
    }

    @Override
    public String toString() {
        String within =
                parent.filter(p -> p.parent.isPresent()).map(p -> p + ".").orElse("");
        return within + field + (index < 0 ? "" : "[" + index + "]");
    }
}
