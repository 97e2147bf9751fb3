package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.streams.store.TaskStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeardLivesTest {

    private static final String STAGE = "by-customerId";

    private final TaskStore state = TaskStore.around(new MapStore("state"));
    private HeardLives lives = new HeardLives(List.of(STAGE), state);

    @Test
    void aStageBeginsAnewWithTheFirstSourceThatSaysSo() {
        assertThat(hear(0, 1)).isTrue();
        assertThat(hear(1, 1)).isFalse();
        assertThat(lives.of(STAGE)).isEqualTo(1);

        assertThat(hear(0, 2)).isTrue();
        assertThat(hear(1, 2)).isFalse();
        assertThat(lives.of(STAGE)).isEqualTo(2);
        assertThat(lives.of("by-terminalId")).isZero();
    }

    @Test
    void whatASourceSentBeforeItsStageBeganAnewIsVoid() {
        hear(0, 1);
        hear(1, 1);
        hear(0, 2);

        assertThat(lives.isVoid(0, STAGE, 1)).isTrue();
        assertThat(lives.isVoid(0, STAGE, 2)).isFalse();
        assertThat(lives.isVoid(1, STAGE, 1)).isFalse();
    }

    @Test
    void whereSomethingOlderWasTakenMeanwhileItBeginsAnewOnceMore() {
        hear(0, 1);
        hear(1, 1);
        hear(0, 2);
        lives.take(1, STAGE);

        assertThat(hear(1, 2)).isTrue();
        assertThat(lives.of(STAGE)).isEqualTo(3);
        assertThat(hear(1, 2)).isFalse();
    }

    @Test
    void aSourceThatReadNothingMeanwhileIsHeardAsBefore() {
        hear(0, 1);
        hear(1, 1);
        hear(0, 2);
        lives.take(1, STAGE);

        assertThat(hear(1, 1)).isFalse();
        assertThat(lives.of(STAGE)).isEqualTo(2);
    }

    /** It was read on without the stage, so what it sent before has something missing behind it: long before the source says that the stage is back. */
    @Test
    void aSourceThatHasReadWithoutAStageVoidsWhatItSentBefore() {
        hear(0, 1);
        hear(1, 1);
        hear(0, 2);
        lives.take(1, STAGE);

        assertThat(lives.hear(1, Map.of())).isTrue();
        assertThat(lives.of(STAGE)).isEqualTo(3);
        assertThat(lives.isVoid(1, STAGE, 1)).isTrue();
        assertThat(lives.hear(1, Map.of())).isFalse();
        lives = new HeardLives(List.of(STAGE), state);
        assertThat(lives.hear(1, Map.of())).isFalse();
        assertThat(hear(1, 2)).isFalse();
        assertThat(lives.isVoid(1, STAGE, 2)).isFalse();
        assertThat(lives.hear(1, Map.of())).isTrue();
        assertThat(lives.of(STAGE)).isEqualTo(4);
    }

    @Test
    void aSourceThatNeverFedAStageSaysNothingOfIt() {
        hear(0, 1);

        assertThat(lives.hear(1, Map.of())).isFalse();
        assertThat(lives.of(STAGE)).isEqualTo(1);
    }

    @Test
    void aRestartForgetsNothing() {
        hear(0, 1);
        hear(1, 1);
        hear(0, 2);
        lives.take(1, STAGE);
        lives = new HeardLives(List.of(STAGE), state);

        assertThat(lives.of(STAGE)).isEqualTo(2);
        assertThat(lives.isVoid(0, STAGE, 1)).isTrue();
        assertThat(hear(0, 2)).isFalse();
        assertThat(hear(1, 2)).isTrue();
    }

    @Test
    void aStageThatADefinitionHereLackedBeginsAnewBeforeAnySourceSaysSo() {
        hear(0, 1);
        lives = new HeardLives(List.of(), state);
        assertThat(lives.of(STAGE)).isEqualTo(1);

        lives = new HeardLives(List.of(STAGE), state);
        assertThat(lives.of(STAGE)).isEqualTo(2);
        lives = new HeardLives(List.of(STAGE), state);
        assertThat(lives.of(STAGE)).isEqualTo(2);
    }

    /** @return whether the stage begins anew */
    private boolean hear(int source, int life) {
        return lives.hear(source, Map.of(STAGE, life));
    }
}
