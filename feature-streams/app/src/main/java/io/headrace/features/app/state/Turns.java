package io.headrace.features.app.state;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.runtime.streams.store.ComeAndGoStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Turns in a section whose keys begin with the time (8 bytes, big-endian), so that what is due comes first. The next ones are
 * held ready: whether one has come is asked at every event, and a scan of the store is not that cheap. A read goes on where
 * the ready ones end, since RocksDB walks over what was deleted, too.
 */
final class Turns {

    private static final byte[] NOTHING = {};

    private final ComeAndGoStore store;
    private final int mostReady;
    private final TreeSet<Bytes> ready = new TreeSet<>();

    /** Every stored turn up to this one is ready; all are when it is {@code null}. */
    private @Nullable Bytes readyThrough = Bytes.wrap(NOTHING);

    /** @param mostReady so many are read at once; twice as many are held ready at most */
    Turns(ComeAndGoStore store, int mostReady) {
        this.store = store;
        this.mostReady = mostReady;
    }

    void add(Turn turn) {
        Bytes key = key(turn);
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

    void remove(Turn turn) {
        Bytes key = key(turn);
        store.delete(key);
        ready.remove(key);
    }

    /** Those before a time, the earliest first. */
    List<Turn> before(long time, int most) {
        if (ready.size() < most && readyThrough != null && time(readyThrough) < time) {
            read(Math.max(most, mostReady));
        }
        if (ready.isEmpty() || time(ready.first()) >= time) {
            return List.of();
        }
        return ready.stream()
                .takeWhile(key -> time(key) < time)
                .limit(most)
                .map(Turns::turn)
                .toList();
    }

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

    private static Bytes key(Turn turn) {
        byte[] id = turn.id().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(turn.from())
                .put(id)
                .array());
    }

    private static Turn turn(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        return new Turn(bytes.getLong(), StandardCharsets.UTF_8.decode(bytes).toString());
    }
}
