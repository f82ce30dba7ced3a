package dev.espquant.ir.espdl;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.Test;

class EspdlModelTest {
    @Test
    void ourModelsNameTheirProducer() {
        EspdlModel model = EspdlModel.of(EspdlModels.relu(), ImmutableMap.of("target", "c"));
        assertThat(model.producerName()).isEqualTo("espquant");
        assertThat(model.metadata()).containsEntry("target", "c");
    }

    @Test
    void aGraphIsReplaced() {
        EspdlModel model = EspdlModels.rich().withGraph(EspdlModels.relu());
        assertThat(model.graph()).isEqualTo(EspdlModels.relu());
        assertThat(model.withGraph(EspdlModels.rich().graph())).isEqualTo(EspdlModels.rich());
    }
}
