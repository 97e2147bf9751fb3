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

    private final WatchStores stores;
    private final int capacity;
    private final Map<String, StoredVersion> versions = new LinkedHashMap<>();
    private final Map<String, List<StoredOutcome>> open = new HashMap<>();

    /** In the order in which they changed, so that the same is written again after a fault. */
    private final Set<String> changed = new LinkedHashSet<>();

    /** @param capacity how many labelled predictions of a version are kept */
    OutcomeStore(WatchStores stores, int capacity) {
        this.stores = stores;
        this.capacity = capacity;
        stores.versions().forEach(version -> versions.put(version.getModel(), version));
    }

    /** Adds an outcome. */
    void add(String model, Outcome outcome) {
        StoredVersion version = version(model);
        List<StoredOutcome> block = open(version);
        block.add(new StoredOutcome(outcome.sequence(), outcome.eventTime(), outcome.predicted(), outcome.truth()));
        version.setNext(version.getNext() + 1);
        version.setLast(outcome.sequence());
        if (block.size() == BLOCK) {
            stores.putOutcomes(model, (version.getNext() - 1) / BLOCK, block);
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
                List<StoredOutcome> block = open(version);
                if (!block.isEmpty()) {
                    stores.putOutcomes(model, version.getNext() / BLOCK, block);
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
            List<StoredOutcome> stored = block(version, block);
            for (int i = (int) Math.max(0, from - block * BLOCK); i < stored.size(); i++) {
                StoredOutcome one = stored.get(i);
                found.add(new Outcome(one.getSequence(), one.getEventTime(), one.getPredicted(), one.getTruth()));
            }
        }
        return found;
    }

    private List<StoredOutcome> block(StoredVersion version, long block) {
        return block == version.getNext() / BLOCK ? open(version) : stores.outcomes(version.getModel(), block);
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
    private List<StoredOutcome> open(StoredVersion version) {
        return open.computeIfAbsent(
                version.getModel(),
                model -> new ArrayList<>(
                        version.getNext() % BLOCK == 0
                                ? List.of()
                                : stores.outcomes(model, version.getNext() / BLOCK)));
    }

    private void shrink(StoredVersion version, long left) {
        long before = version.getFirst();
        long first = Math.min(before + LEAVING_AT_ONCE, Math.max(before, version.getNext() - left));
        for (long block = before / BLOCK; block < first / BLOCK; block++) {
            stores.deleteOutcomes(version.getModel(), block);
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
