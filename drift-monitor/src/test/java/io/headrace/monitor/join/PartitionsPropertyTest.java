package io.headrace.monitor.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.TestPipeline;
import io.headrace.monitor.TestStores;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.stored.Source;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.monitor.watch.MonitorOutput;
import io.headrace.monitor.watch.PipelineWatch;
import io.headrace.monitor.watch.WatchProcessor;
import io.headrace.monitor.watch.WatchStores;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The same events in 1, 4 and 16 partitions, each in the order of time with ties in any order, and read at whatever pace: the
 * same reports, alerts and requests.
 */
class PartitionsPropertyTest {

    private static final int EVENTS = 1500;
    private static final long MINUTE = 60_000;
    private static final long MATURING = Duration.ofDays(8).plusMinutes(10).toMillis();
    private static final PipelineDefinition DEFINITION = TestPipeline.definition();
    private static final Map<String, ReferenceDistribution> MODELS = Map.of(
            "payments@1", TestPipeline.reference(1, 10),
            "payments@2", TestPipeline.reference(2, 16),
            "payments@3", TestPipeline.reference(3, 10));
    private static final AvroSerdes SERDES =
            AvroSerdes.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void theNumberOfPartitionsAndThePaceOfReadingChangeNothing(@ForAll long seed) throws IOException {
        List<Event> events = events(new SplittableRandom(seed));

        List<String> one = run(events, 1, new SplittableRandom(seed + 1));

        assertThat(one).as("there is something to compare").hasSizeGreaterThan(8);
        assertThat(run(events, 4, new SplittableRandom(seed + 2))).isEqualTo(one);
        assertThat(run(events, 16, new SplittableRandom(seed + 3))).isEqualTo(one);
    }

    private record Event(FeatureRow row, String model, double score, boolean positive) {}

    private static List<Event> events(RandomGenerator random) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            // Three events at each time; versions change, a feature moves, and scores become worthless on the way.
            long time = TestPipeline.NOON + i / 3 * MINUTE;
            double mean = i / 3 < 250 ? 10 : 30;
            boolean positive = random.nextInt(10) == 0;
            double score = Math.min(1, random.nextDouble() / 2 + (positive && i / 3 < 150 ? 0.6 : 0));
            String model = "payments@" + (i / 3 < 100 ? 1 : i / 3 < 120 ? 3 : i / 3 < 400 ? 1 : 2);
            events.add(new Event(
                    new FeatureRow("e" + i, time, Map.of(), TestPipeline.values(mean, random)),
                    model,
                    score,
                    positive));
        }
        return events;
    }

    private static List<String> run(List<Event> events, int partitions, RandomGenerator random) throws IOException {
        Path directory = Files.createTempDirectory("partitions");
        Pacing pacing = new Pacing(
                partitions, new Announcer.Rule(Optional.of(Duration.ofMillis(100)), Duration.ZERO), InputEnds.TRUSTING);
        List<Joining> joins = IntStream.range(0, partitions)
                .mapToObj(partition -> new Joining(
                        partition,
                        pacing,
                        directory.resolve("join" + partition),
                        inputs(events, partition, partitions, random)))
                .toList();
        Watching watch = new Watching(partitions, directory.resolve("watch"));
        List<Joining> busy = new ArrayList<>(joins);
        while (!busy.isEmpty()) {
            Joining join = busy.get(random.nextInt(busy.size()));
            join.read(1 + random.nextInt(200));
            if (random.nextBoolean()) {
                watch.take(join.forwarded());
            }
            busy.removeIf(Joining::isDone);
        }
        for (int tick = 0; tick < 20; tick++) {
            for (Joining join : joins) {
                join.tick();
                watch.take(join.forwarded());
            }
            watch.tick();
        }
        List<String> found = watch.found();
        joins.forEach(Joining::close);
        watch.close();
        Utils.delete(directory.toFile());
        return found;
    }

    /** A partition's three topics, each in its order, mixed in any way. */
    private static Deque<Record<String, JoinInput>> inputs(
            List<Event> events, int partition, int partitions, RandomGenerator random) {
        List<Event> own = new ArrayList<>(events.stream()
                .filter(event -> Math.floorMod(event.row().eventId().hashCode(), partitions) == partition)
                .toList());
        Collections.shuffle(own, new Random(random.nextLong()));
        own.sort(Comparator.comparingLong(event -> event.row().eventTime()));
        FeatureRecords records = new FeatureRecords(DEFINITION);
        Deque<Record<String, JoinInput>> rows = new ArrayDeque<>();
        Deque<Record<String, JoinInput>> predictions = new ArrayDeque<>();
        for (Event event : own) {
            FeatureRow row = event.row();
            byte[] bytes = SERDES.generic(records.schemas().features())
                    .serializer()
                    .serialize("payments.features", records.toRecord(row));
            rows.add(new Record<>(row.eventId(), new JoinInput.Row(row.eventTime(), bytes), row.eventTime()));
            predictions.add(new Record<>(
                    row.eventId(),
                    new JoinInput.Predicted(row.eventTime(), event.model(), event.score(), Map.of()),
                    row.eventTime()));
        }
        Deque<Record<String, JoinInput>> labels = new ArrayDeque<>(own.stream()
                .map(event -> new Record<String, JoinInput>(
                        event.row().eventId(),
                        new JoinInput.Labelled(
                                event.row().eventTime(),
                                Boolean.toString(event.positive()),
                                event.row().eventTime()
                                        + (event.positive() ? Duration.ofDays(1).toMillis() : MATURING),
                                event.positive() ? LabelSource.GIVEN : LabelSource.SILENCE),
                        0))
                .sorted(Comparator.comparingLong(record -> ((JoinInput.Labelled) record.value()).labelTime()))
                .toList());
        return mixed(List.of(rows, predictions, labels), random);
    }

    private static Deque<Record<String, JoinInput>> mixed(
            List<Deque<Record<String, JoinInput>>> topics, RandomGenerator random) {
        Deque<Record<String, JoinInput>> mixed = new ArrayDeque<>();
        List<Deque<Record<String, JoinInput>>> left = new ArrayList<>(topics);
        left.removeIf(Deque::isEmpty);
        while (!left.isEmpty()) {
            mixed.add(left.get(random.nextInt(left.size())).removeFirst());
            left.removeIf(Deque::isEmpty);
        }
        return mixed;
    }

    /** One partition's join. */
    private static final class Joining {

        private final MockProcessorContext<byte[], byte[]> context;
        private final ProcessorSupplier<Object, Object, byte[], byte[]> supplier;
        private final Processor<Object, Object, byte[], byte[]> processor;
        private final Deque<Record<String, JoinInput>> inputs;
        private final int partition;
        private long now = 1_000;
        private long offset;

        Joining(int partition, Pacing pacing, Path directory, Deque<Record<String, JoinInput>> inputs) {
            this.partition = partition;
            this.inputs = inputs;
            context = TestStores.context(partition, directory);
            context.setCurrentSystemTimeMs(now);
            supplier = JoinProcessor.supplier(DEFINITION, pacing, MonitorListener.NONE);
            TestStores.open(context, supplier.stores());
            processor = supplier.get();
            processor.init(context);
        }

        boolean isDone() {
            return inputs.isEmpty();
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // the join takes what reading forwards untyped
        void read(int most) {
            for (int i = 0; i < most && !inputs.isEmpty(); i++) {
                context.setRecordMetadata("payments.features", partition, offset++);
                processor.process((Record) inputs.removeFirst());
            }
            context.scheduledPunctuators().forEach(one -> one.getPunctuator().punctuate(now));
        }

        void tick() {
            now += Announcer.TICK.toMillis();
            context.setCurrentSystemTimeMs(now);
            context.scheduledPunctuators().forEach(one -> one.getPunctuator().punctuate(now));
        }

        List<Record<byte[], byte[]>> forwarded() {
            List<Record<byte[], byte[]>> records = new ArrayList<>();
            for (CapturedForward<? extends byte[], ? extends byte[]> one : context.forwarded()) {
                records.add(new Record<>(
                        one.record().key(), one.record().value(), one.record().timestamp()));
            }
            context.resetForwards();
            return records;
        }

        void close() {
            TestStores.close(context, supplier.stores());
        }
    }

    /** The watch of all partitions. */
    private static final class Watching {

        private final MockProcessorContext<Object, Object> context;
        private final ProcessorSupplier<byte[], byte[], Object, Object> supplier;
        private final Processor<byte[], byte[], Object, Object> processor;
        private long now = 1_000;

        Watching(int partitions, Path directory) {
            context = TestStores.context(0, directory);
            context.setCurrentSystemTimeMs(now);
            supplier = WatchProcessor.supplier(
                    given -> new PipelineWatch(
                            DEFINITION,
                            SERDES,
                            new WindowRule(DEFINITION.monitor().window(), Duration.ZERO),
                            model -> Optional.ofNullable(MODELS.get(model)),
                            new PipelineWatch.Surroundings(
                                    new WatchStores(given),
                                    new MonitorOutput("payments", given, MonitorListener.NONE),
                                    MonitorListener.NONE)),
                    Source.count(partitions));
            TestStores.open(context, supplier.stores());
            processor = supplier.get();
            processor.init(context);
        }

        void take(List<Record<byte[], byte[]>> records) {
            records.forEach(processor::process);
        }

        void tick() {
            now += Announcer.TICK.toMillis();
            context.setCurrentSystemTimeMs(now);
            context.scheduledPunctuators().forEach(one -> one.getPunctuator().punctuate(now));
        }

        List<String> found() {
            return context.forwarded().stream()
                    .map(one ->
                            one.childName().orElseThrow() + " " + one.record().value() + " " + id(one.record()))
                    .toList();
        }

        void close() {
            TestStores.close(context, supplier.stores());
        }

        private static String id(Record<?, ?> record) {
            return record.headers().lastHeader("ce_id") == null
                    ? ""
                    : new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
        }
    }
}
