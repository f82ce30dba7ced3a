package dev.espquant.evaluator.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorLoaderTest {
    /** Something that there is in two forms. */
    public interface Body {
        String form();
    }

    /** Stands for a class in vector instructions. */
    public static final class Quick implements Body {
        @Override
        public String form() {
            return "quick";
        }
    }

    private static final Body PLAIN = () -> "plain";

    @Test
    void takesTheVectorClassWhereTheModuleIs() {
        Body loaded = VectorLoader.load(Body.class, Quick.class.getName(), () -> PLAIN);
        assertThat(loaded.form()).isEqualTo(VectorLoader.isAvailable() ? "quick" : "plain");
    }

    @Test
    void aClassThatCannotBeLoadedIsReplaced() {
        assertThat(VectorLoader.load(Body.class, "no.such.Body", () -> PLAIN)).isSameAs(PLAIN);
    }

    @Test
    void theModuleIsWhatTheRuntimeSays() {
        assertThat(VectorLoader.isAvailable())
                .isEqualTo(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }
}
