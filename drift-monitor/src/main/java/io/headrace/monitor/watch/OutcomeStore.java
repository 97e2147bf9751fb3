package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredOutcome;
import io.headrace.monitor.avro.StoredVersion;
import io.headrace.monitor.performance.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last labelled predictions of each version, for the versions that got labels last: in blocks, of which the one that is
 * being filled is in memory. What goes over the limits, also when the definition's window has become smaller, leaves in small
 * steps. Mutable; one thread.
 */
final class OutcomeStore {

    /** Versions whose labelled predictions are kept at most. */
    static final int MOST_VERSIONS = 256;

    /** Labelled predictions of a block. */
    static final int BLOCK = 64;

    /** How many leave at most per labelled prediction that comes. */
    private static final int LEAVING_AT_ONCE = 8;

    /** So many blocks are held in memory at most, of all versions together. */
    private static final int MOST_IN_MEMORY = 512;

    private final WatchStores stores;
    private final int capacity;
    private final Map<String, StoredVersion> versions = new LinkedHashMap<>();
    private final Map<String, List<Outcome>> open = new HashMap<>();

    /** The full blocks read last: each check reads all of a window, of which most was there at the check before. */
    private final Map<BlockKey, List<Outcome>> read = new LinkedHashMap<>(16, 0.75f, true);

    /** In the order in which they changed, so that the same is written again after a fault. */
    private final Set<String> changed = new LinkedHashSet<>();

    private record BlockKey(String model, long block) {}

    /** @param capacity how many labelled predictions of a version are kept */
    OutcomeStore(WatchStores stores, int capacity) {
        this.stores = stores;
        this.capacity = capacity;
        stores.versions().forEach(version -> versions.put(version.getModel(), version));
    }

    /** Adds an outcome. */
    void add(String model, Outcome outcome) {
        StoredVersion version = version(model);
        List<Outcome> block = open(version);
        block.add(outcome);
        version.setNext(version.getNext() + 1);
        version.setLast(outcome.sequence());
        if (block.size() == BLOCK) {
            long number = (version.getNext() - 1) / BLOCK;
            stores.putOutcomes(model, number, stored(block));
            hold(new BlockKey(model, number), block);
            open.remove(model);
        }
        shrink(version, capacity);
        changed.add(model);
        if (versions.size() > MOST_VERSIONS) {
            shrinkOldest();
        }
    }

    /** Writes what has changed. */
    void write() {
        for (String model : changed) {
            StoredVersion version = versions.get(model);
            if (version != null) {
                stores.put(version);
                List<Outcome> block = open(version);
                if (!block.isEmpty()) {
                    stores.putOutcomes(model, version.getNext() / BLOCK, stored(block));
                }
            }
        }
        changed.clear();
    }

    /** How many labelled predictions of a version there are, at most as many as are kept. */
    int size(String model) {
        return Optional.ofNullable(versions.get(model))
                .map(version -> (int) Math.min(capacity, version.getNext() - version.getFirst()))
                .orElse(0);
    }

    /** How many labelled predictions of a version ever came. */
    long added(String model) {
        return Optional.ofNullable(versions.get(model))
                .map(StoredVersion::getNext)
                .orElse(0L);
    }

    /** Sequence of a version's newest labelled prediction; below 0 before the first. */
    long last(String model) {
        return Optional.ofNullable(versions.get(model))
                .map(StoredVersion::getLast)
                .orElse(-1L);
    }

    /** How many rows a version had scored when another took over. */
    long rows(String model) {
        return Optional.ofNullable(versions.get(model))
                .map(StoredVersion::getRows)
                .orElse(0L);
    }

    void addRows(String model, long rows) {
        StoredVersion version = version(model);
        version.setRows(version.getRows() + rows);
        changed.add(model);
    }

    /** A version's newest labelled predictions, in the order in which they count. */
    List<Outcome> outcomes(String model) {
        return Optional.ofNullable(versions.get(model))
                .map(version -> newest(version, Math.max(version.getFirst(), version.getNext() - capacity)))
                .orElse(List.of());
    }

    private List<Outcome> newest(StoredVersion version, long from) {
        List<Outcome> found = new ArrayList<>();
        for (long block = from / BLOCK; block * BLOCK < version.getNext(); block++) {
            List<Outcome> all = block(version, block);
            found.addAll(all.subList((int) Math.max(0, from - block * BLOCK), all.size()));
        }
        return found;
    }

    private List<Outcome> block(StoredVersion version, long block) {
        if (block == version.getNext() / BLOCK) {
            return open(version);
        }
        BlockKey key = new BlockKey(version.getModel(), block);
        List<Outcome> known = read.get(key);
        return known != null ? known : hold(key, loaded(version.getModel(), block));
    }

    private List<Outcome> hold(BlockKey key, List<Outcome> block) {
        read.put(key, block);
        if (read.size() > MOST_IN_MEMORY) {
            read.remove(read.keySet().iterator().next());
        }
        return block;
    }

    private List<Outcome> loaded(String model, long block) {
        return stores.outcomes(model, block).stream()
                .map(one -> new Outcome(one.getSequence(), one.getEventTime(), one.getPredicted(), one.getTruth()))
                .toList();
    }

    private static List<StoredOutcome> stored(List<Outcome> block) {
        return block.stream()
                .map(one -> new StoredOutcome(one.sequence(), one.eventTime(), one.predicted(), one.truth()))
                .toList();
    }

    /** The versions with labelled predictions, the one that got the newest first. */
    List<String> newestFirst() {
        return versions.values().stream()
                .filter(version -> version.getNext() > version.getFirst())
                .sorted(Comparator.comparingLong(StoredVersion::getLast).reversed())
                .map(StoredVersion::getModel)
                .toList();
    }

    private StoredVersion version(String model) {
        return versions.computeIfAbsent(model, name -> new StoredVersion(name, 0L, 0L, 0L, -1L));
    }

    /** The newest labelled predictions, too few for a block so far. */
    private List<Outcome> open(StoredVersion version) {
        return open.computeIfAbsent(
                version.getModel(),
                model -> new ArrayList<>(
                        version.getNext() % BLOCK == 0 ? List.of() : loaded(model, version.getNext() / BLOCK)));
    }

    private void shrink(StoredVersion version, long left) {
        long before = version.getFirst();
        long first = Math.min(before + LEAVING_AT_ONCE, Math.max(before, version.getNext() - left));
        for (long block = before / BLOCK; block < first / BLOCK; block++) {
            stores.deleteOutcomes(version.getModel(), block);
            read.remove(new BlockKey(version.getModel(), block));
        }
        version.setFirst(first);
    }

    /** A version without a label yet is the newest: its labels are still to come. */
    private static long age(StoredVersion version) {
        return version.getLast() < 0 ? Long.MAX_VALUE : version.getLast();
    }

    private void shrinkOldest() {
        StoredVersion oldest = versions.values().stream()
                .min(Comparator.comparingLong(OutcomeStore::age).thenComparing(StoredVersion::getModel))
                .orElseThrow();
        shrink(oldest, 0);
        changed.add(oldest.getModel());
        if (oldest.getNext() == oldest.getFirst()) {
            versions.remove(oldest.getModel());
            open.remove(oldest.getModel());
            changed.remove(oldest.getModel());
            stores.deleteOutcomes(oldest.getModel(), oldest.getNext() / BLOCK);
            stores.deleteVersion(oldest.getModel());
        }
    }
}
