package io.headrace.features.app.spread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class HeardLivesTest {

    private static final String STAGE = "by-customerId";

    private final MockProcessorContext<String, Parcel> context = context();
    private HeardLives lives = new HeardLives(List.of(STAGE), context);

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

    @Test
    void aRestartForgetsNothing() {
        hear(0, 1);
        hear(1, 1);
        hear(0, 2);
        lives.take(1, STAGE);
        lives = new HeardLives(List.of(STAGE), context);

        assertThat(lives.of(STAGE)).isEqualTo(2);
        assertThat(lives.isVoid(0, STAGE, 1)).isTrue();
        assertThat(hear(0, 2)).isFalse();
        assertThat(hear(1, 2)).isTrue();
    }

    @Test
    void aStageThatADefinitionHereLackedBeginsAnewBeforeAnySourceSaysSo() {
        hear(0, 1);
        lives = new HeardLives(List.of(), context);
        assertThat(lives.of(STAGE)).isEqualTo(1);

        lives = new HeardLives(List.of(STAGE), context);
        assertThat(lives.of(STAGE)).isEqualTo(2);
        lives = new HeardLives(List.of(STAGE), context);
        assertThat(lives.of(STAGE)).isEqualTo(2);
    }

    /** @return whether the stage begins anew */
    private boolean hear(int source, int life) {
        return lives.hear(source, Map.of(STAGE, life));
    }

    private static MockProcessorContext<String, Parcel> context() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "lives");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        MockProcessorContext<String, Parcel> context =
                new MockProcessorContext<>(config, new TaskId(0, 0), new File("target"));
        context.addStateStore(new MapStore<String, byte[]>(HeardLives.store().name()));
        return context;
    }
}
