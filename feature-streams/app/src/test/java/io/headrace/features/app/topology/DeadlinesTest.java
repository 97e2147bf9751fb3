package io.headrace.features.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.AwaitedEvents.Deadline;
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

/** Deadlines held ready against all of them, sorted. */
class DeadlinesTest {

    private final KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("deadlines"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final TreeSet<Deadline> all =
            new TreeSet<>(Comparator.comparingLong(Deadline::time).thenComparing(Deadline::id));

    DeadlinesTest() {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    }

    @Property(tries = 200)
    void theEarliestAreToldWhateverCameAndWent(
            @ForAll @IntRange(min = 1, max = 6) int mostReady,
            @ForAll @IntRange(min = 1, max = 8) int most,
            @ForAll Random random) {
        Deadlines deadlines = new Deadlines(store, mostReady);
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    Deadline deadline = new Deadline(random.nextInt(40), "é" + random.nextInt(9));
                    deadlines.add(deadline);
                    all.add(deadline);
                }
                case 3 -> {
                    Deadline deadline = new Deadline(random.nextInt(40), "é" + random.nextInt(9));
                    deadlines.remove(deadline);
                    all.remove(deadline);
                }
                default -> {
                    long time = random.nextInt(45);
                    List<Deadline> found = deadlines.before(time, most);
                    assertThat(found)
                            .isEqualTo(all.stream()
                                    .filter(deadline -> deadline.time() < time)
                                    .limit(most)
                                    .toList());
                    found.forEach(deadlines::remove);
                    found.forEach(all::remove);
                }
            }
            if (random.nextInt(50) == 0) {
                deadlines = new Deadlines(store, mostReady);
            }
        }
    }
}
