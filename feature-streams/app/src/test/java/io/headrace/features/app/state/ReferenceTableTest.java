package io.headrace.features.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.Payments;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Lookups;
import io.headrace.features.engine.RowVersions;
import io.headrace.features.engine.StatefulValues;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.definition.reading.DefinitionResult;
import io.headrace.schemas.definition.reading.SchemaLoader;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A table that begins anew now and then, and forgets, against all its versions in a map. */
class ReferenceTableTest {

    private static final long LATENESS = 600_000;

    private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
    private TaskStore state;

    @BeforeTry
    void beginWithEmptyStores() {
        state = TaskStore.around(inMemory("state"));
        state.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), state);
    }

    private record Known(RowVersions.Place place, Optional<GenericRecord> row) {}

    @Property(tries = 60)
    void whatIsAskedIsWhatWasSoThenHoweverOftenItBeginsAnew(@ForAll Random random) {
        FeatureProgram program = program("{score: number}");
        ReferenceTable table = new ReferenceTable("customers", program, serdes, state);
        Map<String, List<Known>> all = new HashMap<>();
        long progress = 0;
        for (int i = 0; i < 800; i++) {
            progress += random.nextInt(5) == 0 ? random.nextInt(200_000) : 0;
            long time = Math.max(0, progress - random.nextInt((int) LATENESS) + 300_000);
            String key = "é" + random.nextInt(6);
            if (random.nextBoolean()) {
                Optional<GenericRecord> row =
                        random.nextInt(5) == 0 ? Optional.empty() : Optional.of(row(program, random.nextInt(100)));
                RowVersions.Place place = new RowVersions.Place(time, random.nextInt(2), i);
                table.put(key, place, row.map(this::bytes), Math.max(time, progress));
                all.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Known(place, row));
            } else {
                long at = Math.max(time, progress - LATENESS);
                double expected = expected(all.getOrDefault(key, List.of()), at);
                assertThat(asked(table, program, key, at)).isEqualTo((Double) expected);
                assertThat(answered(table, program, key, at, progress)).isEqualTo((Double) expected);
            }
            if (random.nextInt(60) == 0) {
                state.flushCache();
                table = new ReferenceTable("customers", program, serdes, state);
                table.mayUse(random.nextInt(3) * 500L);
            }
        }
        for (int i = 0; i < 100; i++) {
            table.forget(progress + 2 * LATENESS);
        }

        assertThat(versions()).as("versions in the end").isLessThanOrEqualTo(6);
    }

    /** What was stored is read by what the definition says now: a field that producers always wrote is there at once. */
    @Property(tries = 5)
    void anotherDefinitionReadsTheRowsAsTheyCame(@ForAll Random random) {
        FeatureProgram before = program("{country: text, score: number}");
        GenericRecord row = new GenericData.Record(before.rowSchema("customers"));
        row.put("score", 7.0);
        row.put("country", "BE");
        ReferenceTable first = new ReferenceTable("customers", program("{score: number}"), serdes, state);
        first.put("c", new RowVersions.Place(random.nextInt(100), 0, 0), Optional.of(bytes(row)), 100);
        state.flushCache();

        FeatureProgram widened = program("{country: text, score: number}");
        ReferenceTable after = new ReferenceTable("customers", widened, serdes, state);
        assertThat(asked(after, widened, "c", 1_000)).isEqualTo(7.0);

        FeatureProgram another = program("{score: text}");
        ReferenceTable unreadable = new ReferenceTable("customers", another, serdes, state);
        StatefulValues values = another.blank();
        unreadable.values(lookups(another), event("c", 1_000), values);
        assertThat(values.text(lookups(another).from())).isEmpty();
        assertThat(versions()).isOne();
    }

    private static double expected(List<Known> versions, long at) {
        Optional<Known> newest =
                versions.stream().filter(known -> known.place().time() < at).max(Comparator.comparing(Known::place));
        return newest.flatMap(Known::row).map(row -> (Double) row.get("score")).orElse(Double.NaN);
    }

    private static Double asked(ReferenceTable table, FeatureProgram program, String key, long at) {
        StatefulValues values = program.blank();
        assertThat(table.values(lookups(program), event(key, at), values)).isTrue();
        return values.number(lookups(program).to() - 1);
    }

    private static Double answered(ReferenceTable table, FeatureProgram program, String key, long at, long progress) {
        StatefulValues values = program.blank();
        table.answer(lookups(program), event(key, at), values, progress);
        return values.number(lookups(program).to() - 1);
    }

    private static GenericRecord event(String key, long at) {
        return Payments.payment("p", at, key, "t", 1);
    }

    private static Lookups lookups(FeatureProgram program) {
        return program.lookups().getFirst();
    }

    private static GenericRecord row(FeatureProgram program, double score) {
        GenericRecord row = new GenericData.Record(program.rowSchema("customers"));
        row.put("score", score);
        return row;
    }

    private byte[] bytes(GenericRecord row) {
        return serdes.generic(row.getSchema()).serializer().serialize("reference", row);
    }

    /** With a lookup for each of the fields, in the order of their names. */
    private static FeatureProgram program(String fields) {
        StringBuilder lookups = new StringBuilder();
        for (String field : List.of("country", "score")) {
            if (fields.contains(field)) {
                lookups.append("  ")
                        .append(field)
                        .append(": {lookup: customers.")
                        .append(field)
                        .append("}\n");
            }
        }
        String yaml = """
                pipeline: payments
                problem: {kind: binary, label: fraud, positive: true}
                events: {schema: payment.avsc, id: txId, time: at, lateness: PT10M}
                references:
                  customers: {key: customerId, fields: %s}
                features:
                %s""".formatted(fields, lookups);
        return switch (DefinitionReader.read(
                yaml, "lookups.yaml", SchemaLoader.relativeTo(Path.of("../../examples/payments")))) {
            case DefinitionResult.Valid(PipelineDefinition definition) -> FeatureProgram.compile(definition);
            case DefinitionResult.Invalid invalid ->
                throw new IllegalStateException(invalid.mistakes().toString());
        };
    }

    private static KeyValueStore<Bytes, byte[]> inMemory(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }

    private int versions() {
        return count(state.values("reference-customers").range(null, null));
    }

    private static int count(KeyValueIterator<Bytes, byte[]> entries) {
        int count = 0;
        try (entries) {
            while (entries.hasNext()) {
                entries.next();
                count++;
            }
        }
        return count;
    }
}
