package io.headrace.standalone.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.intake.InputReaders;
import io.headrace.features.app.labelling.GivenLabel;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.RecordIntake;
import io.headrace.runtime.streams.intake.SizeLimit;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.backfill.Backfill;
import io.headrace.standalone.backfill.BackfillCounts;
import io.headrace.standalone.backfill.Incoming;
import io.headrace.standalone.backfill.Lanes;
import io.headrace.standalone.backfill.References;
import io.headrace.standalone.backfill.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What backfill makes of history is what the stream made of it. */
class BackfilledChainTest {

    private static final AvroSerdes SERDES = AvroSerdes.of(Map.of("schema.registry.url", "mock://backfilled"));

    private static final Topics TOPICS = new Topics(definition("unlabelled").pipeline());

    private static final int RECORDS = 1_500;

    /** Every byte of rows and examples, and their order: of one partition, with duplicates, refused, late and broken ones. */
    @Property(tries = 12)
    void rowsAndExamplesAreTheStreamsOwn(
            @ForAll Random random, @ForAll boolean silent, @ForAll @IntRange(min = 1, max = 3) int threads)
            throws InterruptedException {
        PipelineDefinition definition = definition(silent ? "negative" : "unlabelled");
        List<Sent> history = Stream.generate(new RandomParcels(definition, SERDES, random, random.nextBoolean())::next)
                .limit(RECORDS)
                .toList();
        Collected collected = new Collected();
        BackfillCounts counts = Backfill.ofRows(
                        definition,
                        SERDES,
                        new Recorded(definition, history, random),
                        collected,
                        Backfill.Settings.ofAll(threads))
                .run((_, _) -> {});
        try (Wired chain = Wired.chained(definition, SERDES)) {
            history.forEach(chain::take);
            chain.rest();
            Made made = chain.made();
            assertThat(collected.rows()).isEqualTo(made.topics().get(TOPICS.features()));
            assertThat(collected.examples()).isEqualTo(made.topics().get(TOPICS.examples()));
            assertThat(collected.isComplete()).isTrue();
            assertThat(collected.rows()).hasSizeGreaterThan(100);
            assertThat(collected.examples()).hasSizeGreaterThan(20);
            assertThat(counts.own().clean())
                    .isEqualTo(made.topics().get(TOPICS.clean()).size());
            assertThat(counts.own().events())
                    .isEqualTo(history.stream().filter(sent -> !sent.isLabel()).count());
        }
    }

    /** Rows of a part of the time are those of the whole. */
    @Property(tries = 5)
    void aSpanHasTheRowsThatTheWholeHasOfIt(@ForAll Random random) throws InterruptedException {
        PipelineDefinition definition = definition("negative");
        List<Sent> history = Stream.generate(new RandomParcels(definition, SERDES, random, true)::next)
                .limit(RECORDS)
                .toList();
        long from = history.get(RECORDS / 3).timestamp();
        long to = history.get(2 * RECORDS / 3).timestamp();
        Collected whole = new Collected();
        Collected part = new Collected();
        for (Collected into : List.of(whole, part)) {
            Backfill.Span span = into == part ? new Backfill.Span(from, to) : Backfill.Span.ALL;
            Backfill.ofRows(
                            definition,
                            SERDES,
                            new Recorded(definition, history, random),
                            into,
                            new Backfill.Settings(span, References.NONE, 2))
                    .run((_, _) -> {});
        }
        assertThat(part.rows())
                .isNotEmpty()
                .isEqualTo(
                        whole.rows().stream().filter(row -> isIn(row, from, to)).toList());
        assertThat(part.examples())
                .isNotEmpty()
                .isEqualTo(whole.examples().stream()
                        .filter(row -> isIn(row, from, to))
                        .toList());
    }

    private static boolean isIn(String text, long from, long to) {
        long time = Long.parseLong(text.substring(text.indexOf(" at ") + 4, text.indexOf(": ")));
        return from <= time && time < to;
    }

    private static PipelineDefinition definition(String silence) {
        try {
            Path directory = Files.createTempDirectory("backfilled");
            Path schema = ChainTopologyTest.PARCELS.resolveSibling("parcel.avsc");
            Files.copy(schema, directory.resolve("parcel.avsc"));
            String text =
                    Files.readString(ChainTopologyTest.PARCELS).replace("silence: unlabelled", "silence: " + silence);
            return DefinitionReader.readValid(Files.writeString(directory.resolve("parcels.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records in the order in which the chain takes them, in batches of random size. */
    private static final class Recorded implements Source {

        private final RecordIntake<GenericRecord> events;
        private final RecordIntake<FeatureInput> labels;
        private final Iterator<Sent> history;
        private final Random random;

        Recorded(PipelineDefinition definition, List<Sent> history, Random random) {
            this.events = RecordIntake.ofEvents(
                    SERDES.decoder(definition.events().schema()),
                    new SizeLimit(TOPICS.clean(), TopicLimits.CLEAN),
                    new EventFields(definition.events()),
                    (event, _) -> event);
            this.labels = new InputReaders(definition, new FeatureRecords(definition), SERDES)
                    .labels(System::currentTimeMillis);
            this.history = history.iterator();
            this.random = random;
        }

        @Override
        public Lanes lanes() {
            return Lanes.of(1);
        }

        @Override
        public List<Incoming> next(int most) {
            List<Incoming> next = new ArrayList<>();
            int size = 1 + random.nextInt(200);
            while (history.hasNext() && next.size() < size) {
                incoming(history.next()).ifPresent(next::add);
            }
            return next;
        }

        private Optional<Incoming> incoming(Sent sent) {
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("any", 0, 0, sent.key(), sent.value());
            if (!sent.isLabel()) {
                return Optional.of(new Incoming.Event(0, sent.timestamp(), () -> events.read(record)));
            }
            return labels.read(record)
                            instanceof Intake.Accepted<FeatureInput>(var _, var _, FeatureInput.Given(GivenLabel given))
                    ? Optional.of(new Incoming.Label(given))
                    : Optional.empty();
        }

        @Override
        public double share() {
            return history.hasNext() ? 0 : 1;
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
