package io.headrace.standalone.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.InputReaders;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.PipelineSchemas;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.BackfillCounts;
import io.headrace.standalone.backfill.Incoming;
import io.headrace.standalone.backfill.Lanes;
import io.headrace.standalone.backfill.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** With further streams, too, backfill makes of history what the stream made of it, in whatever order the topics are read. */
class BackfilledStreamsTest {

    private static final AvroSerdes SERDES = AvroSerdes.of(Map.of("schema.registry.url", "mock://beside"));
    private static final int RECORDS = 900;
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final int LATER = 250;
    private static final long AFTER = START + Duration.ofDays(5).toMillis();
    private static final String SCANS = "scans";

    private static final String STREAMS = """
            streams:
              scans:
                schema: {type: record, name: Scan, fields: [
                  {name: scanId, type: string}, {name: depot, type: [\"null\", string]},
                  {name: when, type: {type: long, logicalType: timestamp-millis}}, {name: belt, type: int}]}
                id: scanId
                time: when
                clean:
                  rules: [{name: belt-known, require: belt < 9}, {name: belt-used, require: belt > 0, else: drop}]
            features:
              scans: {count: all, from: scans, by: depot, over: [PT30M, PT6H]}
              belts: {sum: belt, from: scans, by: depot, over: PT2H, where: belt > 2}
              belt: {last: belt, from: scans, by: depot, over: P1D}
              since_scan: {timeSince: last, from: scans, by: depot}
            """;

    private static final String LEARNED = "  depot_late: {labelRate: late, by: depot, over: P1D}\n";

    private static final PipelineDefinition DEFINITION = definition(LEARNED);

    /** Which of several labels of an event is the first is not the same for both where they are out of order. */
    private static final PipelineDefinition WITHOUT_LABELS = definition("");

    private static final Topics TOPICS = new Topics(DEFINITION.pipeline());

    @Property(tries = 12)
    void rowsAndExamplesAreTheStreamsOwn(
            @ForAll Random random, @ForAll boolean disordered, @ForAll @IntRange(min = 1, max = 3) int threads)
            throws InterruptedException {
        PipelineDefinition definition = disordered ? WITHOUT_LABELS : DEFINITION;
        List<Sent> own =
                new ArrayList<>(Stream.generate(new RandomParcels(DEFINITION, SERDES, random, disordered)::next)
                        .limit(RECORDS)
                        .toList());
        List<Sent> scans = scans(random, disordered);
        // So many later ones that progress is beyond all of these, and nothing has to be given up as idle.
        for (int i = 0; i < LATER; i++) {
            long at = AFTER + i * 60_000L;
            own.add(later(
                    false,
                    DEFINITION.events().schema(),
                    at,
                    Map.of("parcelId", "t" + i, "at", at, "depot", "d", "distance", 2.0, "weight", 1.0)));
            own.add(later(
                    true,
                    PipelineSchemas.of(DEFINITION).label(),
                    at,
                    Map.of("parcelId", "t" + i, "labelledAt", at, "late", true)));
            scans.add(later(
                    false,
                    DEFINITION.stream(SCANS).events().schema(),
                    at,
                    Map.of("scanId", "t" + i, "when", at, "belt", 5)));
        }
        Collected collected = new Collected();
        BackfillCounts counts = Backfill.ofRows(
                        definition,
                        SERDES,
                        new Recorded(own, scans, random),
                        collected,
                        Backfill.Settings.ofAll(threads))
                .run((_, _) -> {});

        try (Wired chain = Wired.chained(definition, SERDES, Duration.ofHours(1))) {
            Deque<Sent> parcels = new ArrayDeque<>(own);
            Deque<Sent> others = new ArrayDeque<>(scans);
            while (!parcels.isEmpty() || !others.isEmpty()) {
                if (others.isEmpty() || (!parcels.isEmpty() && random.nextBoolean())) {
                    chain.take(parcels.removeFirst());
                } else {
                    chain.take(SCANS, others.removeFirst());
                }
            }
            chain.rest();
            Made made = chain.made();
            same(collected.rows(), made.topics().get(TOPICS.features()));
            if (!disordered) {
                same(collected.examples(), made.topics().get(TOPICS.examples()));
            }
            assertThat(collected.rows()).hasSizeGreaterThan(100);
            assertThat(collected.examples()).hasSizeGreaterThan(20);
        }
        BackfillCounts.OfEvents scanned = counts.streams().getOrDefault(SCANS, counts.own());
        assertThat(scanned.events()).isEqualTo(scans.size());
        assertThat(List.of(scanned.clean(), scanned.duplicates(), scanned.dropped()))
                .allMatch(count -> count > 0);
        assertThat(scanned.quarantined()).containsKey("belt-known");
    }

    private static Sent later(boolean isLabel, Schema schema, long at, Map<String, Object> fields) {
        GenericRecord record = new GenericData.Record(schema);
        fields.forEach(record::put);
        byte[] value = SERDES.generic(schema).serializer().serialize("later." + schema.getName(), record);
        byte[] key = record.get(0).toString().getBytes(StandardCharsets.UTF_8);
        return new Sent(isLabel, key, value, at);
    }

    /** In any order; tells what differs alone. */
    private static void same(List<String> backfilled, @Nullable List<String> streamed) {
        List<String> more = before(backfilled);
        List<String> less = before(Optional.ofNullable(streamed).orElse(List.of()));
        List<String> both = List.copyOf(less);
        more.forEach(less::remove);
        both.forEach(more::remove);
        assertThat(more).as("backfill alone has, the stream having %s", less).isEmpty();
        assertThat(less).as("the stream alone has").isEmpty();
    }

    private static List<String> before(List<String> records) {
        return new ArrayList<>(records.stream()
                .filter(text -> Long.parseLong(text.substring(text.indexOf(" at ") + 4, text.indexOf(": "))) < AFTER)
                .toList());
    }

    /** Over the same time as the parcels; some twice, refused, left out, broken, of no depot, late or ahead. */
    private static List<Sent> scans(Random random, boolean disordered) {
        List<Sent> scans = new ArrayList<>();
        long now = START;
        for (int i = 0; i < RECORDS; i++) {
            now += random.nextLong(Duration.ofMinutes(4).toMillis());
            byte[] key = ("s" + (random.nextInt(10) == 0 ? random.nextInt(i + 1) : i)).getBytes(StandardCharsets.UTF_8);
            GenericRecord scan =
                    new GenericData.Record(DEFINITION.stream(SCANS).events().schema());
            scan.put("scanId", new String(key, StandardCharsets.UTF_8));
            scan.put("depot", random.nextInt(20) == 0 ? null : "d" + random.nextInt(4));
            scan.put(
                    "when", now - (disordered && random.nextInt(4) == 0 ? random.nextLong(40_000_000) - 5_000_000 : 0));
            scan.put("belt", random.nextInt(10));
            byte[] value = SERDES.generic(scan.getSchema()).serializer().serialize("fuzzed.stream.scans.raw", scan);
            scans.add(new Sent(false, key, random.nextInt(30) == 0 ? new byte[] {1, 2} : value, now));
        }
        return scans;
    }

    private static PipelineDefinition definition(String learned) {
        try {
            Path directory = Files.createTempDirectory("beside");
            Files.copy(ChainTopologyTest.PARCELS.resolveSibling("parcel.avsc"), directory.resolve("parcel.avsc"));
            String text = Files.readString(ChainTopologyTest.PARCELS)
                    // No event is later than that; and the driver's wall clock, by which labels are ahead, stands
                    // still.
                    .replace("  time: at\n", "  time: at\n  lateness: PT12H\n  ahead: P30D\n")
                    .replace("features:\n", STREAMS)
                    .replace(LEARNED, learned);
            return DefinitionReader.readValid(Files.writeString(directory.resolve("parcels.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each topic in its order, one and the other as it happens. */
    private static final class Recorded implements Source {

        private final RecordIntake<GenericRecord> events = intake(DEFINITION.events(), TOPICS.clean());
        private final RecordIntake<GenericRecord> scanned =
                intake(DEFINITION.stream(SCANS).events(), TOPICS.clean(DEFINITION.stream(SCANS)));
        private final RecordIntake<FeatureInput> labels =
                new InputReaders(DEFINITION, new FeatureRecords(DEFINITION), SERDES).labels(System::currentTimeMillis);
        private final Deque<Sent> own;
        private final Deque<Sent> scans;
        private final Deque<Incoming> ends = new ArrayDeque<>();
        private final Random random;

        Recorded(List<Sent> own, List<Sent> scans, Random random) {
            this.own = new ArrayDeque<>(own);
            this.scans = new ArrayDeque<>(scans);
            this.random = random;
            this.ends.add(new Incoming.End(0));
            this.ends.add(new Incoming.End(1));
        }

        private static RecordIntake<GenericRecord> intake(Events events, String clean) {
            return RecordIntake.ofEvents(
                    SERDES.decoder(events.schema()),
                    new SizeLimit(clean, TopicLimits.CLEAN),
                    new EventFields(events),
                    (event, _) -> event);
        }

        @Override
        public Lanes lanes() {
            return new Lanes(1, new TreeMap<>(Map.of(SCANS, 1)));
        }

        @Override
        public List<Incoming> next(int most) {
            List<Incoming> next = new ArrayList<>();
            int size = 1 + random.nextInt(200);
            while (next.size() < size && !(own.isEmpty() && scans.isEmpty())) {
                if (scans.isEmpty() || (!own.isEmpty() && random.nextBoolean())) {
                    own(own.removeFirst(), next);
                } else {
                    next.add(event(1, scanned, scans.removeFirst()));
                }
            }
            if (next.isEmpty() && !ends.isEmpty()) {
                next.add(ends.removeFirst());
            }
            return next;
        }

        private void own(Sent sent, List<Incoming> into) {
            if (!sent.isLabel()) {
                into.add(event(0, events, sent));
            } else if (labels.read(record(sent))
                    instanceof Intake.Accepted<FeatureInput>(var _, var _, FeatureInput.Given(GivenLabel given))) {
                into.add(new Incoming.Label(given));
            }
        }

        private static Incoming event(int lane, RecordIntake<GenericRecord> intake, Sent sent) {
            return new Incoming.Event(lane, sent.timestamp(), () -> intake.read(record(sent)));
        }

        private static ConsumerRecord<byte[], byte[]> record(Sent sent) {
            return new ConsumerRecord<>("any", 0, 0, sent.key(), sent.value());
        }

        @Override
        public double share() {
            return Double.NaN;
        }

        @Override
        public LabelsBeside labels() {
            return LabelsBeside.NONE;
        }

        @Override
        public SortedMap<String, Long> refusedLabels() {
            return Collections.emptySortedMap();
        }

        @Override
        public void close() {}
    }
}
