package dev.espquant.ir.espdl;

import com.google.common.collect.ImmutableList;
import dev.espquant.ir.GraphException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that an {@code .espdl} file holds.
 *
 * @param pack the kind of pack; empty for a file of one model
 * @param packVersion the pack's own version, may be empty
 * @param models the models in the order of the file
 */
public record EspdlFile(Optional<EspdlPack.Kind> pack, String packVersion, ImmutableList<Entry> models) {

    /**
     * One model of a file.
     *
     * @param name its name in the pack; empty in a file of one model
     * @param container the kind of its header
     * @param encrypted whether it is encrypted
     * @param payloadBytes bytes behind the header
     * @param model what it holds
     */
    public record Entry(
            String name, EspdlContainer container, boolean encrypted, long payloadBytes, EspdlModel model) {}

    /**
     * The model of a file that has one.
     *
     * @throws GraphException if it has none or several
     */
    public EspdlModel onlyModel() {
        if (models.size() != 1) {
            throw GraphException.because("it is a pack of " + models.size() + " models: " + names())
                    .fix("name one of them")
                    .build();
        }
        return models.get(0).model();
    }

    /**
     * The model of that name.
     *
     * @throws GraphException if there is none
     */
    public EspdlModel model(String name) {
        return models.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .map(Entry::model)
                .orElseThrow(() -> GraphException.because("there is no model '" + name + "' in it")
                        .fix("it holds " + names())
                        .build());
    }

    private String names() {
        return models.isEmpty() ? "none" : models.stream().map(Entry::name).collect(Collectors.joining(", "));
    }
}
