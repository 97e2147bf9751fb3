package io.headrace.features.app.spread;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.features.app.avro.ReferenceChange;
import io.headrace.features.app.avro.Travelling;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.state.ReferenceTable;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.RowVersions;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The references' rows in one partition. What was on its way when a definition took a reference out is set aside: it has been read
 * from the reference's topic and would not come again, should the reference come back.
 */
final class ReferenceTables {

    private static final String SET_ASIDE = "references-set-aside";

    private final Map<String, ReferenceTable> tables = new HashMap<>();
    private final CommitStore setAside;
    private final Parcels parcels;

    ReferenceTables(FeatureProgram program, AvroSerdes serdes, Parcels parcels, TaskStore state) {
        this.parcels = parcels;
        this.setAside = state.values(SET_ASIDE);
        for (Reference reference : program.references()) {
            tables.put(reference.name(), new ReferenceTable(reference.name(), program, serdes, state));
        }
        tables.values().forEach(this::takeBack);
    }

    /** Others in this process may read them from now on. */
    void own(EntityOwners owners, int partition) {
        tables.values().forEach(table -> owners.own(partition, table));
    }

    void release(EntityOwners owners, int partition) {
        tables.values().forEach(table -> owners.release(partition, table));
    }

    void answer(Lookups lookups, GenericRecord event, StatefulValues into, long progress) {
        ReferenceTable table = tables.get(lookups.reference());
        if (table == null) {
            throw new IllegalStateException("there is no table of " + lookups.reference());
        }
        table.answer(lookups, event, into, progress);
    }

    /** There is a version of a row, of whatever reference. */
    void put(ReferenceChange change) {
        ReferenceTable table = tables.get(change.getReference());
        if (table == null) {
            setAside.put(key(change), parcels.write(of(change)));
        } else {
            put(table, change);
        }
    }

    /** A reference that is back has what was set aside of it. */
    private void takeBack(ReferenceTable table) {
        List<Bytes> taken = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> of = setAside.range(first(table.name()), last(table.name()))) {
            while (of.hasNext()) {
                KeyValue<Bytes, byte[]> entry = of.next();
                put(table, (ReferenceChange)
                        parcels.read(entry.value).content().getItems().getFirst());
                taken.add(entry.key);
            }
        }
        taken.forEach(setAside::delete);
    }

    /** It counts as known since its position, which follows from its topic alone. */
    private static void put(ReferenceTable table, ReferenceChange change) {
        table.put(
                change.getKey(),
                new RowVersions.Place(change.getTime(), change.getPartition(), change.getOffset()),
                Optional.ofNullable(change.getRow()).map(StagesProcessor::bytes),
                change.getPosition());
    }

    private static Travelling of(ReferenceChange change) {
        return new Travelling(0, Long.MIN_VALUE, List.of(), Map.of(), List.of(change));
    }

    private static Bytes first(String reference) {
        return key(reference, 0, 0);
    }

    /** Partitions and offsets are not negative. */
    private static Bytes last(String reference) {
        return key(reference, -1, -1);
    }

    private static Bytes key(ReferenceChange change) {
        return key(change.getReference(), change.getPartition(), change.getOffset());
    }

    private static Bytes key(String reference, int partition, long offset) {
        byte[] name = reference.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(2 * Integer.BYTES + name.length + Long.BYTES)
                .putInt(name.length)
                .put(name)
                .putInt(partition)
                .putLong(offset)
                .array());
    }
}
