package io.headrace.runtime.streams.eventtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.runtime.streams.store.CommitStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Sources that are waited for without saying how far event time has come. */
class SourcesBesideTest {

    private static final TopicPartition EVENTS = new TopicPartition("events", 0);
    private static final TopicPartition ROWS = new TopicPartition("rows", 0);
    private static final TopicPartition OTHERS = new TopicPartition("others", 0);

    private final Map<TopicPartition, Long> ends = new HashMap<>(Map.of(EVENTS, 1L, ROWS, 1L, OTHERS, 1L));
    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("sources"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();

    private final CommitStore section = CommitStore.around(store);

    SourcesBesideTest() {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    }

    @Test
    void oneIsWaitedForUntilItHasComeAsFar() {
        Sources sources = sources(Map.of(7, ROWS));
        sources.hear(0, new Mark(100, 1));
        assertThat(sources.limit(0, 10)).isEqualTo(Long.MIN_VALUE);

        sources.hear(7, new Mark(60, 1));
        assertThat(sources.limit(0, 10)).isEqualTo(60);
        sources.hear(7, new Mark(500, 2));
        assertThat(sources.limit(0, 10)).isEqualTo(100);
    }

    @Test
    void oneThatIsIdleIsNot() {
        Sources sources = sources(Map.of(7, ROWS));
        sources.hear(0, new Mark(100, 0));
        sources.hear(7, new Mark(Long.MIN_VALUE, 1));
        sources.limit(0, 10);

        assertThat(sources.limit(10, 111)).isEqualTo(100);
        ends.put(ROWS, 2L);
        assertThat(sources.limit(111, 300)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void howFarEventTimeHasComeIsSaidByTheOthers() {
        Sources sources = sources(Map.of(7, ROWS));
        sources.hear(7, new Mark(5_000, 1));
        sources.look(1);
        assertThat(sources.progress()).isEqualTo(Long.MIN_VALUE);

        sources.hear(0, new Mark(100, 1));
        for (int now = 2; now < 1_000; now += 100) {
            sources.look(now);
        }
        assertThat(sources.progress()).isEqualTo(100);
    }

    @Test
    void eachKeepsItsOwnProgressWhereOthersComeAndGo() {
        sources(Map.of(7, ROWS, 12, OTHERS)).hear(12, new Mark(50, 1));

        Sources without = sources(Map.of(12, OTHERS));
        without.hear(0, new Mark(100, 1));
        without.hear(7, new Mark(20, 1));
        assertThat(without.limit(0, 10)).isEqualTo(50);
        assertThat(sources(Map.of(7, ROWS, 12, OTHERS)).limit(0, 10)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void numbersOfTheOthersAreTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources(Map.of(0, ROWS)))
                .withMessageContaining("from there on, found 0");
    }

    private Sources sources(Map<Integer, TopicPartition> beside) {
        SortedMap<Integer, List<TopicPartition>> inputs = new TreeMap<>();
        beside.forEach((number, partition) -> inputs.put(number, List.of(partition)));
        return new Sources(
                section,
                new Upstream(
                        List.of(List.of(EVENTS)),
                        inputs,
                        Optional.of(Duration.ofMillis(100)),
                        new KnownEnds(partition -> ends.getOrDefault(partition, 0L))));
    }
}
