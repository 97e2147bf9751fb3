package io.headrace.standalone.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.avro.generic.GenericRecord;

/** What an event of history finds in a reference is what its row was then. */
class BackfilledLookupsTest {

    private static final Path PARCELS = Path.of("src", "test", "resources", "fuzz");
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final AvroSerdes SERDES = AvroSerdes.of(Map.of("schema.registry.url", "mock://lookups"));

    private static final String REFERENCE = """
            references:
              depots: {key: depot, TIME fields: {ramps: number, region: text}}
            features:
              ramps: {lookup: depots.ramps}
              region: {lookup: depots.region}
            """;

    private Path folder = Path.of("");

    /** @param ramps empty: none */
    private record Version(String depot, long time, Optional<Integer> ramps, String region) {}

    private record Parcel(String id, String depot, long time) {}

    @BeforeProperty
    void begin() throws IOException {
        folder = Files.createTempDirectory("lookups");
        Files.copy(PARCELS.resolve("parcel.avsc"), folder.resolve("parcel.avsc"));
    }

    @AfterProperty
    void end() throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Versions in any order, of the same millisecond, changed afterwards, gone and never there; events in order or late. */
    @Property(tries = 25)
    void anEventFindsTheRowAsItWasBeforeItsMillisecond(@ForAll Random random, @ForAll boolean timed)
            throws IOException, InterruptedException {
        PipelineDefinition definition = definition(timed ? "since" : "");
        List<Version> versions = random.ints(random.nextInt(40), 0, 30)
                .mapToObj(minute -> version(minute, random))
                .toList();
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            parcels.add(new Parcel("p" + i, "d" + random.nextInt(4), START + 60_000L * random.nextInt(35)));
        }

        Map<String, GenericRecord> rows = backfilled(definition, timed ? "since" : "timestamp", versions, parcels);

        assertThat(rows).hasSize(parcels.size());
        for (Parcel parcel : parcels) {
            Optional<Version> expected = asOf(versions, parcel);
            GenericRecord found = (GenericRecord) rows.get(parcel.id()).get("features");
            assertThat(Optional.ofNullable((Double) found.get("ramps")))
                    .as("ramps of %s", parcel)
                    .isEqualTo(expected.flatMap(Version::ramps).map(Integer::doubleValue));
            assertThat(Optional.ofNullable(found.get("region")).map(Object::toString))
                    .as("region of %s", parcel)
                    .isEqualTo(expected.map(Version::region).filter(region -> !region.isEmpty()));
        }
    }

    /** By looking at all of them. */
    private static Optional<Version> asOf(List<Version> versions, Parcel parcel) {
        Optional<Version> newest = Optional.empty();
        for (Version version : versions) {
            boolean counts = version.depot().equals(parcel.depot()) && version.time() < parcel.time();
            if (counts && (newest.isEmpty() || version.time() >= newest.get().time())) {
                newest = Optional.of(version);
            }
        }
        return newest;
    }

    private static Version version(int minute, Random random) {
        boolean gone = random.nextInt(5) == 0;
        return new Version(
                "d" + random.nextInt(3),
                START + 60_000L * minute,
                gone || random.nextInt(4) == 0 ? Optional.empty() : Optional.of(random.nextInt(20)),
                gone ? "" : List.of("", "north", "south").get(random.nextInt(3)));
    }

    private Map<String, GenericRecord> backfilled(
            PipelineDefinition definition, String time, List<Version> versions, List<Parcel> parcels)
            throws IOException, InterruptedException {
        StringBuilder depots = new StringBuilder("ramps,depot," + time + ",region\n");
        versions.forEach(version -> depots.append("%s,%s,%s,%s%n"
                .formatted(
                        version.ramps().map(Object::toString).orElse(""),
                        version.depot(),
                        Instant.ofEpochMilli(version.time()),
                        version.region())));
        StringBuilder events = new StringBuilder("parcelId,at,depot,distance,weight,carrier,late\n");
        parcels.forEach(parcel -> events.append(
                "%s,%s,%s,2.5,1.5,c,%n".formatted(parcel.id(), Instant.ofEpochMilli(parcel.time()), parcel.depot())));
        Path file = Files.writeString(folder.resolve("depots.csv"), depots);
        Path source = Files.writeString(folder.resolve("parcels.csv"), events);
        long now = START + 86_400_000L;
        References references = References.read(Map.of("depots", file), definition, now);
        Map<String, GenericRecord> rows = new HashMap<>();
        try (Source read = FileSource.open(List.of(source), definition, 0, now)) {
            Backfill.ofRows(
                            definition,
                            SERDES,
                            read,
                            new Rows(rows),
                            new Backfill.Settings(Backfill.Span.ALL, references, 2))
                    .run((_, _) -> {});
        }
        return rows;
    }

    private record Rows(Map<String, GenericRecord> byId) implements Output {

        @Override
        public void row(String eventId, long time, byte[] value) {
            if (SERDES.decoder().decode(value) instanceof Decoded.Ok(GenericRecord row)) {
                byId.put(eventId, row);
            }
        }

        @Override
        public void example(String eventId, long time, byte[] value) {}

        @Override
        public void complete() {}

        @Override
        public void close() {}
    }

    private PipelineDefinition definition(String time) throws IOException {
        String text = Files.readString(PARCELS.resolve("parcels.yaml"))
                .replace("features:\n", REFERENCE.replace("TIME", time.isEmpty() ? "" : "time: " + time + ","));
        return DefinitionReader.readValid(Files.writeString(folder.resolve("parcels.yaml"), text));
    }
}
