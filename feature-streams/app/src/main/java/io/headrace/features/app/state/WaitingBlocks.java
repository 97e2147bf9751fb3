package io.headrace.features.app.state;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.runtime.streams.eventtime.Batches;
import io.headrace.runtime.streams.store.ComeAndGoStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What waits for its turn, in the order of turns: those that come together lie together, a block in a record. A block is read
 * when the first turn in it has come. One thread.
 */
final class WaitingBlocks {

    /** A block is written anew with each that comes, until it has so many or is so large. */
    private static final int MOST_ROWS = 16;

    private static final int MOST_OTHERS = 64;
    private static final int MOST_BYTES = 1 << 14;

    /** Blocks that are loaded together, at most. */
    private static final int READ_AHEAD = 16;

    private static final int READ_AHEAD_BYTES = 1 << 18;

    private static final Comparator<Turn> ORDER =
            Comparator.comparingLong(Turn::from).thenComparing(Turn::id);

    /**
     * Where something lies.
     *
     * @param block its key
     * @param place in it
     */
    record Place(Bytes block, int place) {}

    private final Batches batches;
    private final Map<Waiting.Kind, Open> open = new EnumMap<>(Waiting.Kind.class);
    private final TreeMap<Turn, Set<Place>> ready = new TreeMap<>(ORDER);
    private final Map<Bytes, Loaded> loaded = new HashMap<>();

    /** No block that is not loaded has a key before this one; all are loaded where it is {@code null}. */
    private @Nullable Bytes coldFrom = Bytes.wrap(new byte[0]);

    private record Loaded(Batches.Batch batch, List<Waiting> content) {}

    /** A block that grows; its key says that nothing in it has an earlier turn than {@link #floor}. */
    private static final class Open {

        private final Batches.Batch batch;
        private final long floor;
        private ByteBuffer bytes;
        private long least = Long.MAX_VALUE;

        Open(Batches.Batch batch, long floor, byte[] first, long from) {
            this.batch = batch;
            this.floor = floor;
            this.bytes = ByteBuffer.allocate(2 * MOST_BYTES);
            append(first, from);
        }

        void append(byte[] next, long from) {
            if (bytes.remaining() < next.length) {
                bytes = ByteBuffer.allocate(bytes.position() + next.length).put(bytes.flip());
            }
            bytes.put(next);
            least = Math.min(least, from);
        }

        boolean takes(Waiting next) {
            int most = next.kind() == Waiting.Kind.ROW ? MOST_ROWS : MOST_OTHERS;
            return next.turn().from() >= floor && batch.size() < most && bytes.position() < MOST_BYTES;
        }

        byte[] content() {
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    WaitingBlocks(ComeAndGoStore store) {
        batches = new Batches(store);
    }

    /** Lets something wait. */
    Place add(Waiting next) {
        Open block = open.get(next.kind());
        byte[] bytes = next.toBytes();
        if (block != null && block.takes(next)) {
            block.append(bytes, next.turn().from());
            batches.grow(block.batch, block::content, block.batch.size() + 1);
        } else {
            if (block != null) {
                batches.complete(block.batch);
            }
            long floor = Math.max(0, Math.min(next.turn().from(), block == null ? Long.MAX_VALUE : block.least));
            Batches.Batch batch = batches.add(floor, bytes, 1);
            block = new Open(batch, floor, bytes, next.turn().from());
            open.put(next.kind(), block);
        }
        Bytes key = block.batch.key();
        if (coldFrom == null || key.compareTo(coldFrom) < 0) {
            coldFrom = key;
        }
        return new Place(key, block.batch.size() - 1);
    }

    /** Something that still waits. */
    Optional<Waiting> get(Place place) {
        Loaded block = loaded.get(place.block());
        if (block != null) {
            return waiting(block.batch(), block.content(), place.place());
        }
        return batches.find(place.block())
                .flatMap(
                        stored -> waiting(batchOf(place.block(), stored), Waiting.read(stored.bytes()), place.place()));
    }

    private static Optional<Waiting> waiting(Batches.Batch batch, List<Waiting> content, int place) {
        return batch.isTaken(place) ? Optional.empty() : Optional.of(content.get(place));
    }

    /** Where lies what has a turn, as {@link #earliest} said: of an event there may be more, all but one of them stale. */
    Set<Place> at(Turn turn) {
        return Set.copyOf(ready.getOrDefault(turn, Set.of()));
    }

    /** Lets something wait no longer. */
    void take(Place place) {
        Loaded block = loaded.get(place.block());
        if (block == null) {
            batches.find(place.block())
                    .map(stored -> batchOf(place.block(), stored))
                    .filter(batch -> !batch.isTaken(place.place()))
                    .ifPresent(batch -> takeOf(batch, place));
        } else if (!block.batch().isTaken(place.place())) {
            Turn turn = block.content().get(place.place()).turn();
            ready.computeIfPresent(turn, (_, places) -> {
                places.remove(place);
                return places.isEmpty() ? null : places;
            });
            takeOf(block.batch(), place);
        }
    }

    private void takeOf(Batches.Batch batch, Place place) {
        batches.take(batch, place.place());
        if (batch.isDone()) {
            loaded.remove(place.block());
            open.values().removeIf(growing -> growing.batch.key().equals(place.block()));
        }
    }

    /** Those whose turn is before a time, the earliest first. */
    List<Turn> earliest(long before, int most) {
        while (true) {
            long complete = coldFrom == null ? Long.MAX_VALUE : time(coldFrom);
            long limit = Math.min(before, complete);
            if (ready.isEmpty() || ready.firstKey().from() >= limit) {
                if (complete >= before || coldFrom == null) {
                    return List.of();
                }
            } else {
                List<Turn> found = new ArrayList<>();
                for (Turn turn : ready.keySet()) {
                    if (turn.from() >= limit || found.size() == most) {
                        break;
                    }
                    found.add(turn);
                }
                if (found.size() == most || complete >= before) {
                    return found;
                }
            }
            loadNext();
        }
    }

    /** Before the next commit. */
    void save() {
        batches.save();
    }

    /** Loads the next block that is not, and some behind it: it is the scan that costs. One that still grows waits for its turn. */
    private void loadNext() {
        int before = loaded.size();
        int[] bytes = {0};
        coldFrom = batches.read(coldFrom, stored -> {
                    if (loaded.containsKey(stored.batch().key())) {
                        return true;
                    }
                    int more = loaded.size() - before;
                    boolean isEnough = more == READ_AHEAD
                            || bytes[0] > READ_AHEAD_BYTES
                            || grows(stored.batch().key());
                    if (more > 0 && isEnough) {
                        return false;
                    }
                    bytes[0] += stored.bytes().length;
                    load(stored);
                    return true;
                })
                .orElse(null);
    }

    private boolean grows(Bytes key) {
        return open.values().stream().anyMatch(growing -> growing.batch.key().equals(key));
    }

    private void load(Batches.Stored stored) {
        Bytes key = stored.batch().key();
        open.values().removeIf(growing -> growing.batch.key().equals(key));
        Loaded block = new Loaded(stored.batch(), Waiting.read(stored.bytes()));
        loaded.put(key, block);
        for (int place = 0; place < block.content().size(); place++) {
            if (!block.batch().isTaken(place)) {
                ready.computeIfAbsent(block.content().get(place).turn(), _ -> new LinkedHashSet<>())
                        .add(new Place(key, place));
            }
        }
    }

    /** One that grows is known by one object only. */
    private Batches.Batch batchOf(Bytes key, Batches.Stored stored) {
        return open.values().stream()
                .map(growing -> growing.batch)
                .filter(batch -> batch.key().equals(key))
                .findFirst()
                .orElse(stored.batch());
    }

    private static long time(Bytes key) {
        return key.get().length == 0 ? Long.MIN_VALUE : Batches.time(key);
    }
}
