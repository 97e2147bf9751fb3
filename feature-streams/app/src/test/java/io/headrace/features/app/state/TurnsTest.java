package io.headrace.features.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.runtime.streams.store.ComeAndGoStore;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Turns held ready against all of them, sorted. */
class TurnsTest {

    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("turns"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final ComeAndGoStore section = ComeAndGoStore.around(store);
    private final TreeSet<Turn> all =
            new TreeSet<>(Comparator.comparingLong(Turn::from).thenComparing(Turn::id));

    TurnsTest() {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    }

    @Property(tries = 200)
    void givesTheEarliestWhateverCameAndWent(
            @ForAll @IntRange(min = 1, max = 6) int mostReady,
            @ForAll @IntRange(min = 1, max = 8) int most,
            @ForAll Random random) {
        Turns turns = new Turns(section, mostReady);
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    Turn turn = new Turn(random.nextInt(40), "é" + random.nextInt(9));
                    turns.add(turn);
                    all.add(turn);
                }
                case 3 -> {
                    Turn turn = new Turn(random.nextInt(40), "é" + random.nextInt(9));
                    turns.remove(turn);
                    all.remove(turn);
                }
                default -> {
                    long time = random.nextInt(45);
                    List<Turn> found = turns.before(time, most);
                    assertThat(found)
                            .isEqualTo(all.stream()
                                    .filter(turn -> turn.from() < time)
                                    .limit(most)
                                    .toList());
                    found.forEach(turns::remove);
                    found.forEach(all::remove);
                }
            }
            if (random.nextInt(50) == 0) {
                turns = new Turns(section, mostReady);
            }
        }
    }
}
