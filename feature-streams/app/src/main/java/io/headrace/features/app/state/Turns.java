package io.headrace.features.app.topology;

import io.headrace.features.app.labelling.AwaitedEvents.Deadline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines in a store whose keys begin with the time (8 bytes, big-endian), so that what is due comes first. The next
 * ones are held ready: whether one has passed is asked at every event, and a scan of the store is not that cheap.
 */
final class Deadlines {

    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final int mostReady;
    private final TreeSet<Bytes> ready = new TreeSet<>();

    /** Every stored deadline up to this one is ready; all are when it is {@code null}. */
    private @Nullable Bytes readyThrough = Bytes.wrap(NOTHING);

    /** @param mostReady so many are read at once; twice as many are held ready at most */
    Deadlines(KeyValueStore<Bytes, byte[]> store, int mostReady) {
        this.store = store;
        this.mostReady = mostReady;
    }

    void add(Deadline deadline) {
        Bytes key = key(deadline);
        store.put(key, NOTHING);
        if (readyThrough == null || key.compareTo(readyThrough) <= 0) {
            ready.add(key);
            if (ready.size() > 2 * mostReady) {
                while (ready.size() > mostReady) {
                    ready.pollLast();
                }
                readyThrough = ready.last();
            }
        }
    }

    void remove(Deadline deadline) {
        Bytes key = key(deadline);
        store.delete(key);
        ready.remove(key);
    }

    /** Those before a time, the earliest first. */
    List<Deadline> before(long time, int most) {
        if (ready.size() < most && readyThrough != null && time(readyThrough) < time) {
            read(Math.max(most, mostReady));
        }
        if (ready.isEmpty() || time(ready.first()) >= time) {
            return List.of();
        }
        return ready.stream()
                .takeWhile(key -> time(key) < time)
                .limit(most)
                .map(Deadlines::deadline)
                .toList();
    }

    /** Goes on from where the ready ones end; what is removed before that need not be stepped over again. */
    // Kafka's own types have no place for "may be null", but an end of a range may be.
    @SuppressWarnings("NullAway")
    private void read(int most) {
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(readyThrough, null)) {
            while (stored.hasNext() && ready.size() < most) {
                readyThrough = stored.next().key;
                ready.add(readyThrough);
            }
            if (!stored.hasNext()) {
                readyThrough = null;
            }
        }
    }

    private static long time(Bytes key) {
        return key.get().length == 0
                ? Long.MIN_VALUE
                : ByteBuffer.wrap(key.get()).getLong();
    }

    private static Bytes key(Deadline deadline) {
        byte[] id = deadline.id().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(deadline.time())
                .put(id)
                .array());
    }

    private static Deadline deadline(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        return new Deadline(
                bytes.getLong(), StandardCharsets.UTF_8.decode(bytes).toString());
    }
}
