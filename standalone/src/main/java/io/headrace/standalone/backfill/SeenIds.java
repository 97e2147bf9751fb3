package io.headrace.standalone.backfill;

import io.headrace.schemas.time.PartitionClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A partition's progress and the ids that came, as cleaning has them: an id counts from its event's time on, or from the progress where
 * that is further, until progress has gone on by more than the window. Some hundred bytes an id.
 */
final class SeenIds implements Resumable {

    private static final int SPANS_PER_WINDOW = 16;

    private final long windowMillis;
    private final long spanMillis;
    private PartitionClock clock = new PartitionClock();
    private final Map<String, Long> deadlines = new HashMap<>();
    private final TreeMap<Long, List<String>> spans = new TreeMap<>();

    SeenIds(long windowMillis) {
        this.windowMillis = windowMillis;
        this.spanMillis = Math.max(1, windowMillis / SPANS_PER_WINDOW);
    }

    /** Event time, epoch milliseconds; {@link PartitionClock#UNKNOWN} at first. */
    long progress() {
        return clock.now();
    }

    boolean contains(String id) {
        Long deadline = deadlines.get(id);
        return deadline != null && clock.now() <= deadline;
    }

    /**
     * An event came clean.
     *
     * @return its position, epoch milliseconds: its own time, or progress where that is beyond it
     */
    long clean(String id, long time) {
        clock.see(time);
        return remember(id, time);
    }

    /** An event was left out on purpose. */
    void dropped(String id, long time) {
        var _ = remember(id, time);
    }

    private long remember(String id, long time) {
        long position = Math.max(time, clock.now());
        keep(id, position > Long.MAX_VALUE - windowMillis ? Long.MAX_VALUE : position + windowMillis);
        forget();
        return position;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        Saved.clock(out, clock);
        out.writeInt(deadlines.size());
        for (Map.Entry<String, Long> id : deadlines.entrySet()) {
            Saved.text(out, id.getKey());
            out.writeLong(id.getValue());
        }
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        clock = Saved.clock(in);
        for (int left = in.readInt(); left > 0; left--) {
            String id = Saved.text(in);
            keep(id, in.readLong());
        }
    }

    private void keep(String id, long deadline) {
        deadlines.put(id, deadline);
        spans.computeIfAbsent(deadline / spanMillis, _ -> new ArrayList<>()).add(id);
    }

    private void forget() {
        while (!spans.isEmpty() && spans.firstKey() < Math.floorDiv(clock.now(), spanMillis)) {
            for (String id : spans.pollFirstEntry().getValue()) {
                deadlines.computeIfPresent(id, (_, deadline) -> deadline < clock.now() ? null : deadline);
            }
        }
    }
}
