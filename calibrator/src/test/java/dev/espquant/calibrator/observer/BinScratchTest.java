package dev.espquant.calibrator.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BinScratchTest {
    @Test
    void roomIsKeptAndGrows() {
        int[] first = new BinScratch().room(10);
        assertThat(new BinScratch().room(11)).isSameAs(first);
        int[] larger = new BinScratch().room(first.length + 1);
        assertThat(larger.length).isGreaterThan(first.length);
        assertThat(new BinScratch().room(1)).isSameAs(larger);
    }

    @Test
    void threadsHaveRoomOfTheirOwn() {
        int[] here = new BinScratch().room(1);
        assertThat(CompletableFuture.supplyAsync(() -> new BinScratch().room(1), command -> new Thread(command).start())
                        .join())
                .isNotSameAs(here);
    }
}
