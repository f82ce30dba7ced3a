package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaceTest {
    @Test
    void placesReadLikePaths() {
        Place node = Place.MODEL
                .field(new Field(7, "graph"))
                .field(new Field(0, "node"))
                .at(3);
        assertThat(Place.MODEL).hasToString("model");
        assertThat(node).hasToString("graph.node[3]");
        assertThat(node.field(new Field(2, "name"))).hasToString("graph.node[3].name");
    }
}
