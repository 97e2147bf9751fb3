package io.headrace.monitor.join;

import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.Pending;
import io.headrace.monitor.stored.Observations;
import io.headrace.monitor.stored.SingleObject;
import io.headrace.runtime.streams.expiry.ExpiringStore;
import io.headrace.runtime.streams.expiry.StoredClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What waits in one partition: by event id, what came of it until all have met, for so much event time at most; and labelled
 * predictions until they count. What is over leaves in small steps, with the records that come and by the wall clock.
 */
final class PendingRecords {

    static final String PENDING = "pending";
    static final String CLOCK = "partition-clock";

    private static final int RELEASED_PER_RECORD = 8;
    private static final int RELEASED_AT_ONCE = 1000;
    private static final Duration BY_THE_WALL_CLOCK = Duration.ofMillis(100);

    /** Begins the keys of what waits for its counterpart, and of labelled predictions that do not count yet. */
    private static final String EVENT = "e";

    private static final String MATURING = "m";

    private final ExpiringStore waiting;
    private final StoredClock clock;
    private final long stayMillis;
    private final Consumer<Observation> matured;
    private final SingleObject<Pending> format = new SingleObject<>(Pending.getEncoder(), Pending.getDecoder());
    private final Observations observations = new Observations();

    PendingRecords(ProcessorContext<?, ?> context, long stayMillis, Consumer<Observation> matured) {
        this.waiting = new ExpiringStore(context, PENDING);
        this.clock = new StoredClock(context, CLOCK);
        this.stayMillis = stayMillis;
        this.matured = matured;
        context.schedule(BY_THE_WALL_CLOCK, PunctuationType.WALL_CLOCK_TIME, _ -> release(RELEASED_AT_ONCE));
    }

    static List<StoreBuilder<?>> stores() {
        List<StoreBuilder<?>> stores = new ArrayList<>(ExpiringStore.stores(PENDING));
        stores.add(StoredClock.store(CLOCK));
        return stores;
    }

    /** Lets the clock see a record. */
    void see(long eventTime) {
        clock.see(eventTime);
    }

    /** What came of an event; nothing where it is unknown. */
    Pending get(String id) {
        return waiting.get(EVENT + id, clock.now())
                .map(found -> format.read(found.value()))
                .orElseGet(Pending::new);
    }

    void put(String id, Pending known) {
        long deadline = waiting.get(EVENT + id, clock.now())
                .map(ExpiringStore.Waiting::deadline)
                .orElseGet(() -> Math.max(0, clock.now()) + stayMillis);
        waiting.put(EVENT + id, deadline, format.write(known));
    }

    void remove(String id) {
        waiting.remove(EVENT + id);
    }

    /** Hands an observation over now, or when the time has come. */
    void forwardFrom(long time, Observation observation) {
        if (time <= clock.now()) {
            matured.accept(observation);
        } else {
            waiting.put(MATURING + observation.getEventId(), time, observations.write(observation));
        }
    }

    /** Lets go what is over. */
    void release() {
        release(RELEASED_PER_RECORD);
    }

    private void release(int most) {
        for (ExpiringStore.Waiting over : waiting.takeOver(clock.now(), most)) {
            if (over.key().startsWith(MATURING)) {
                Optional<Observation> observation = observations.read(over.value());
                observation.ifPresent(matured);
            }
        }
    }
}
