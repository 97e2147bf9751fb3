package io.headrace.monitor.join;

import io.headrace.monitor.SimulatedTask;
import io.headrace.monitor.TestPipeline;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.transfer.BatchReader;
import io.headrace.monitor.transfer.PackProcessor;
import io.headrace.monitor.watch.MonitorListener;
import io.headrace.monitor.watch.MonitorOutput;
import io.headrace.monitor.watch.PipelineWatch;
import io.headrace.monitor.watch.WatchProcessor;
import io.headrace.monitor.watch.WatchStores;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.KnownEnds;
import io.headrace.runtime.streams.intake.ReadProcessor;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
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
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The monitor's tasks as the topology has them, on events made up by chance, in any number of partitions. */
final class SimulatedMonitor {

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

    private final List<Event> events;

    SimulatedMonitor(RandomGenerator random) {
        events = events(random);
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

    /**
     * Reads all, in any order in which each topic of each partition keeps its own.
     *
     * @param kills whether tasks are killed between commits
     * @return what was committed
     */
    List<String> run(int partitions, boolean kills, RandomGenerator random) throws IOException {
        Path directory = Files.createTempDirectory("monitor");
        List<CapturedForward<?, ?>> found =
                partitions == 1 ? runOne(directory, kills, random) : runSeveral(partitions, directory, kills, random);
        Utils.delete(directory.toFile());
        return found.stream()
                .map(one -> one.childName().orElseThrow() + " " + one.record().value() + " " + id(one.record()))
                .toList();
    }

    private List<CapturedForward<?, ?>> runOne(Path directory, boolean kills, RandomGenerator random) {
        Deque<Record<String, JoinInput>> input = inputs(events, 0, 1, random);
        Pacing pacing = pacing(1, ends(List.of(input)));
        Reading reading = new Reading(
                new SimulatedTask(0, directory, join(pacing), watch(pacing)),
                List.copyOf(input),
                kills ? random : null);
        while (!reading.isDone()) {
            reading.read(1 + random.nextInt(200));
        }
        reading.settle();
        reading.task.close();
        return reading.committed;
    }

    private static ProcessorSupplier<byte[], byte[], byte[], Observation> unpack() {
        return ReadProcessor.supplier(
                BatchReader::new, new ReadProcessor.Ways("monitor", "watch", "quarantine-observations"));
    }

    private List<CapturedForward<?, ?>> runSeveral(
            int partitions, Path directory, boolean kills, RandomGenerator random) {
        List<Deque<Record<String, JoinInput>>> inputs = IntStream.range(0, partitions)
                .mapToObj(partition -> inputs(events, partition, partitions, random))
                .toList();
        Pacing pacing = pacing(partitions, ends(inputs));
        List<Reading> joins = IntStream.range(0, partitions)
                .mapToObj(partition -> new Reading(
                        new SimulatedTask(
                                partition,
                                directory.resolve("join" + partition),
                                join(pacing),
                                PackProcessor.supplier("payments")),
                        List.copyOf(inputs.get(partition)),
                        kills ? random : null))
                .toList();
        Reading watch = new Reading(
                new SimulatedTask(0, directory.resolve("watch"), unpack(), watch(pacing)),
                new ArrayList<>(),
                kills ? random : null);
        List<Reading> busy = new ArrayList<>(joins);
        while (!busy.isEmpty()) {
            Reading join = busy.get(random.nextInt(busy.size()));
            join.read(1 + random.nextInt(200));
            watch.takeOver(join);
            if (random.nextBoolean()) {
                watch.read(1 + random.nextInt(10));
            }
            busy.removeIf(Reading::isDone);
        }
        for (int tick = 0; tick < 20; tick++) {
            for (Reading join : joins) {
                join.settle();
                watch.takeOver(join);
            }
            watch.read(Integer.MAX_VALUE);
            watch.settle();
        }
        joins.forEach(join -> join.task.close());
        watch.task.close();
        return watch.committed;
    }

    private static ToLongFunction<TopicPartition> ends(List<Deque<Record<String, JoinInput>>> inputs) {
        return input -> input.topic().equals("payments.features")
                ? inputs.get(input.partition()).size()
                : 0;
    }

    /** @param ends of the one topic that all is read from */
    private static Pacing pacing(int partitions, ToLongFunction<TopicPartition> ends) {
        return new Pacing(
                partitions,
                new Announcer.Rule(Optional.of(Duration.ofMillis(100)), Duration.ZERO),
                new KnownEnds(ends));
    }

    private static ProcessorSupplier<?, ?, ?, ?> join(Pacing pacing) {
        return JoinProcessor.supplier(DEFINITION, pacing, MonitorListener.NONE);
    }

    private static ProcessorSupplier<?, ?, ?, ?> watch(Pacing pacing) {
        return WatchProcessor.supplier(
                given -> new PipelineWatch(
                        DEFINITION,
                        SERDES,
                        new WindowRule(DEFINITION.monitor().window(), Duration.ZERO),
                        model -> Optional.ofNullable(MODELS.get(model)),
                        new PipelineWatch.Surroundings(
                                new WatchStores(given),
                                new MonitorOutput("payments", given, MonitorListener.NONE),
                                MonitorListener.NONE)),
                pacing.upstream(new Topics(DEFINITION.pipeline())),
                MonitorListener.NONE);
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
                                        + (event.positive() ? Duration.ofDays(1).toMillis() : MATURING)),
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

    private static String id(Record<?, ?> record) {
        return record.headers().lastHeader("ce_id") == null
                ? ""
                : new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }

    /** A task that reads its input, commits now and then, and may be killed between two commits. */
    private static final class Reading {

        private final SimulatedTask task;
        private final List<Record<?, ?>> inputs;
        private final Optional<RandomGenerator> kills;
        private final List<CapturedForward<?, ?>> committed = new ArrayList<>();
        private int position;
        private int committedPosition;
        private int takenOver;

        Reading(SimulatedTask task, List<? extends Record<?, ?>> inputs, @Nullable RandomGenerator kills) {
            this.task = task;
            this.inputs = new ArrayList<>(inputs);
            this.kills = Optional.ofNullable(kills);
        }

        boolean isDone() {
            return committedPosition == inputs.size();
        }

        /** Reads some, which may be lost again, and commits. */
        void read(int most) {
            kills.filter(chance -> chance.nextInt(3) == 0).ifPresent(chance -> {
                readOn(1 + chance.nextInt(200));
                task.kill();
                position = committedPosition;
            });
            readOn(most);
            commit();
        }

        private void readOn(int most) {
            int until = (int) Math.min(inputs.size(), (long) position + most);
            while (position < until) {
                task.process("payments.features", position, inputs.get(position));
                position++;
            }
            task.look();
        }

        /** Nothing more comes for a while. */
        void settle() {
            for (int tick = 0; tick < 10; tick++) {
                task.tick();
            }
            commit();
        }

        private void commit() {
            committed.addAll(task.commit());
            committedPosition = position;
        }

        /** What the other has committed is this one's input. */
        void takeOver(Reading other) {
            while (other.takenOver < other.committed.size()) {
                inputs.add(other.committed.get(other.takenOver++).record());
            }
        }
    }
}
