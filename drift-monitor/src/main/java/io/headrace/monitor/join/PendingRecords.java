package io.headrace.monitor.join;

import io.headrace.monitor.avro.Pending;
import io.headrace.monitor.stored.SingleObject;
import io.headrace.runtime.streams.expiry.ExpiringStore;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What waits in one partition: by event id, what came of it until all have met, for so much event time at most. What is over
 * leaves in small steps.
 */
final class PendingRecords {

    private static final String PENDING = "pending";

    private final ExpiringStore waiting;
    private final long stayMillis;
    private final SingleObject<Pending> format = new SingleObject<>(Pending.getEncoder(), Pending.getDecoder());

    PendingRecords(ProcessorContext<?, ?> context, long stayMillis) {
        this.waiting = new ExpiringStore(context, PENDING);
        this.stayMillis = stayMillis;
    }

    static List<? extends StoreBuilder<?>> stores() {
        return ExpiringStore.stores(PENDING);
    }

    /**
     * What came of an event so far.
     *
     * @param now event time that the partition has come to, epoch milliseconds
     * @param time of the record that came: while the partition's is unknown, or where a record is ahead of it
     */
    Known get(String id, long now, long time) {
        return waiting.get(id, now)
                .map(found -> new Known(id, found.deadline(), format.read(found.value())))
                .orElseGet(() -> new Known(id, Math.max(time, now) + stayMillis, new Pending()));
    }

    void put(Known known) {
        waiting.put(known.id(), known.deadline(), format.write(known.pending()));
    }

    void remove(Known known) {
        waiting.remove(known.id());
    }

    /** Lets go what has waited too long; gives how many went. */
    int letGo(long now, int most) {
        return waiting.takeOver(now, most).size();
    }

    /**
     * An event that something came of.
     *
     * @param deadline event time until which it waits
     * @param pending to be changed
     */
    record Known(String id, long deadline, Pending pending) {}
}
