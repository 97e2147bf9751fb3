package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredOutcome;
import io.headrace.monitor.avro.StoredVersion;
import io.headrace.monitor.performance.Outcome;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last labelled predictions of each version, for the versions that got labels last. What goes over the limits, also when
 * the definition's window has become smaller, leaves in small steps. Mutable; one thread.
 */
final class OutcomeStore {

    /** Versions whose labelled predictions are kept at most. */
    static final int MOST_VERSIONS = 256;

    /** How many leave at most per labelled prediction that comes. */
    private static final int LEAVING_AT_ONCE = 8;

    private final WatchStores stores;
    private final int capacity;
    private final Map<String, StoredVersion> versions = new LinkedHashMap<>();

    /** @param capacity how many labelled predictions of a version are kept */
    OutcomeStore(WatchStores stores, int capacity) {
        this.stores = stores;
        this.capacity = capacity;
        stores.versions().forEach(version -> versions.put(version.getModel(), version));
    }

    /** Adds an outcome. */
    void add(String model, Outcome outcome) {
        StoredVersion version = version(model);
        stores.putOutcome(
                model,
                version.getNext(),
                new StoredOutcome(outcome.sequence(), outcome.eventTime(), outcome.predicted(), outcome.truth()));
        version.setNext(version.getNext() + 1);
        version.setLast(outcome.sequence());
        shrink(version, capacity);
        stores.put(version);
        if (versions.size() > MOST_VERSIONS) {
            shrinkOldest();
        }
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
        stores.put(version);
    }

    /** A version's newest labelled predictions, in the order in which they count. */
    List<Outcome> outcomes(String model) {
        return Optional.ofNullable(versions.get(model))
                .map(version -> stores.outcomes(
                        model, Math.max(version.getFirst(), version.getNext() - capacity), version.getNext()))
                .orElse(List.of())
                .stream()
                .map(stored -> new Outcome(
                        stored.getSequence(), stored.getEventTime(), stored.getPredicted(), stored.getTruth()))
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

    private void shrink(StoredVersion version, long left) {
        for (int i = 0; i < LEAVING_AT_ONCE && version.getNext() - version.getFirst() > left; i++) {
            stores.deleteOutcome(version.getModel(), version.getFirst());
            version.setFirst(version.getFirst() + 1);
        }
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
        if (oldest.getNext() == oldest.getFirst()) {
            versions.remove(oldest.getModel());
            stores.deleteVersion(oldest.getModel());
        } else {
            stores.put(oldest);
        }
    }
}
