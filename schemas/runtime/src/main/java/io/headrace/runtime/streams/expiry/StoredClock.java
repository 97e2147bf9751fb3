package io.headrace.runtime.streams.expiry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.schemas.time.PartitionClock;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A task's clock of event time, kept in a store, so that a restart changes nothing. Stored are the clock as it was some events
 * ago and the times of the events since, for the whole of it is longer than what a commit of a few events may cost.
 */
public final class StoredClock {

    private static final Bytes CLOCK = Bytes.wrap("clock".getBytes(UTF_8));
    private static final Bytes SINCE = Bytes.wrap("since".getBytes(UTF_8));

    /** With more events than that the clock is written. */
    private static final int MOST_SINCE = 64;

    private static final byte VERSION = 1;

    private final CommitStore store;
    private final PartitionClock clock;
    private final long[] since = new long[MOST_SINCE];

    /** Events since the clock was written; those behind the first of them are not kept. */
    private long events;

    private boolean isSaved = true;

    /** Opens the store: the clock goes on where it was at the last commit. */
    public StoredClock(CommitStore store) {
        this.store = store;
        byte @Nullable [] stored = store.get(CLOCK);
        clock = stored == null ? new PartitionClock() : PartitionClock.read(stored);
        byte @Nullable [] times = store.get(SINCE);
        if (times != null) {
            goOn(ByteBuffer.wrap(times));
        }
    }

    /** As {@link PartitionClock#now()}. */
    public long now() {
        return clock.now();
    }

    /** One more event, as {@link PartitionClock#see}. */
    public void see(long eventTime) {
        clock.see(eventTime);
        note(eventTime);
        isSaved = false;
    }

    /** Writes it, where there was an event since the last time: to be called before each commit. */
    public void save() {
        if (isSaved) {
            return;
        }
        if (events > MOST_SINCE) {
            store.put(CLOCK, clock.toBytes());
            events = 0;
        }
        store.put(SINCE, times());
        isSaved = true;
    }

    private void note(long eventTime) {
        if (events < MOST_SINCE) {
            since[(int) events] = eventTime;
        }
        events++;
    }

    private byte[] times() {
        ByteBuffer out = ByteBuffer.allocate(1 + (int) events * Long.BYTES).put(VERSION);
        for (int i = 0; i < events; i++) {
            out.putLong(since[i]);
        }
        return out.array();
    }

    private void goOn(ByteBuffer times) {
        byte version = times.get();
        if (version != VERSION) {
            throw new IllegalStateException("store %s holds times of version %d; this release reads version %d"
                    .formatted(store.name(), version, VERSION));
        }
        while (times.hasRemaining()) {
            long time = times.getLong();
            clock.see(time);
            note(time);
        }
    }
}
