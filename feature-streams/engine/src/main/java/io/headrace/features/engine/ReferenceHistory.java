package io.headrace.features.engine;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The references' rows in one process's memory. Thread-safe; a row's versions are their own lock. */
final class ReferenceHistory {

    private final FeatureProgram program;
    private final ConcurrentHashMap<Key, RowVersions<GenericRecord>> rows = new ConcurrentHashMap<>();
    private Iterator<Key> unchecked = rows.keySet().iterator();

    private record Key(String reference, String key) {}

    ReferenceHistory(FeatureProgram program) {
        this.program = program;
    }

    void refer(ReferenceRow row, long progress) {
        rows.compute(new Key(row.reference(), row.key()), (_, known) -> {
            RowVersions<GenericRecord> versions = known == null ? new RowVersions<>() : known;
            synchronized (versions) {
                long since = Math.max(row.place().time(), progress);
                versions.put(row.place(), new RowVersions.Version<>(since, row.row()));
                versions.forget(program.horizon(progress));
                return orNothing(versions);
            }
        });
    }

    void values(GenericRecord event, StatefulValues into) {
        for (Lookups lookups : program.lookups()) {
            lookups.values(
                    lookups.key(event)
                            .map(key -> rows.get(new Key(lookups.reference(), key)))
                            .flatMap(versions -> before(versions, program.eventTime(event))),
                    into);
        }
    }

    private static Optional<GenericRecord> before(RowVersions<GenericRecord> versions, long time) {
        synchronized (versions) {
            return versions.before(time);
        }
    }

    synchronized void expire(long progress, int most) {
        if (!unchecked.hasNext()) {
            unchecked = rows.keySet().iterator();
        }
        for (int i = 0; i < most && unchecked.hasNext(); i++) {
            rows.computeIfPresent(unchecked.next(), (_, versions) -> {
                synchronized (versions) {
                    versions.forget(program.horizon(progress));
                    return orNothing(versions);
                }
            });
        }
    }

    private static @Nullable RowVersions<GenericRecord> orNothing(RowVersions<GenericRecord> versions) {
        return versions.isEmpty() ? null : versions;
    }

    /** How many rows are known. */
    long size() {
        return rows.mappingCount();
    }
}
