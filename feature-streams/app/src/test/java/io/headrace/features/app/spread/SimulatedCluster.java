package io.headrace.features.app.spread;

import io.headrace.features.app.intake.FeatureInput;
import io.headrace.features.app.labelling.LabelRules;
import io.headrace.features.app.lookup.EntityOwners;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.runtime.streams.eventtime.Announcer;
import io.headrace.runtime.streams.eventtime.InputEnds;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.EventFields;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.registry.Compatibility;
import io.headrace.schemas.serde.AvroDecoder;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.serde.Decoded;
import io.headrace.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The feature app over several partitions, without a broker: every task is run on its own, in random turns of random length,
 * commits when it likes, and is killed now and then. What one task commits the others may read. Each has a clock of its own, minutes off
 * the others', and is told only after a while where inputs end.
 */
final class SimulatedCluster {

    private static final int TURN_MS = 20;
    private static final int MOST_TURNS = 20_000;

    /** What is still on its way when all input is read, labels among it, has come by then. */
    private static final int TURNS_BEHIND = 200;

    private static final Duration IDLE_AFTER = Duration.ofMillis(100);

    /** For all tasks together, bytes: entities leave memory again and again, or never. */
    private static final long LITTLE_MEMORY = 100_000;

    private static final long MUCH_MEMORY = 1 << 30;

    /** By how much a task's clock may be off, either way. */
    private static final int SKEW_MS = 600_000;

    /** How long an answer takes at most, where not everything is done at once. */
    private static final int ANSWER_MS = 1_000;

    private final AvroSerdes serdes =
            AvroSerdes.of(Map.of("schema.registry.url", "mock://cluster-" + UUID.randomUUID()));
    private final int partitions;
    private final Random random;
    private final boolean eager;
    private FeatureRecords records;
    private FeatureProgram program;
    private final Announcer.Rule announcing = new Announcer.Rule(Optional.of(IDLE_AFTER), Duration.ofMillis(50));
    private final SimulatedTopics topics;
    private Topics names;
    private SimulatedApp app;
    private final Map<String, SimulatedTask<?, ?, ?, ?>> known = new HashMap<>();
    private final List<SimulatedTask<?, ?, ?, ?>> tasks = new ArrayList<>();
    private final List<SimulatedTask<?, Intake<FeatureInput>, ?, ?>> sourceTasks = new ArrayList<>();
    private final List<SimulatedTask<?, Intake<FeatureInput>, ?, ?>> streamTasks = new ArrayList<>();
    private final List<SimulatedTask<?, Intake<FeatureInput>, ?, ?>> referenceTasks = new ArrayList<>();
    private final List<SimulatedTask<?, ?, ?, ?>> rowTasks = new ArrayList<>();
    private final SimulatedWire wire = new SimulatedWire();
    private int kills = 60;
    private boolean isPrompt;
    private long wallClock = 1_800_000_000_000L;

    SimulatedCluster(PipelineDefinition definition, int partitions, Random random) {
        this(definition, partitions, random, false);
    }

    /** @param eager whether stages answer at once */
    SimulatedCluster(PipelineDefinition definition, int partitions, Random random, boolean eager) {
        this.partitions = partitions;
        this.random = random;
        this.eager = eager;
        serdes.registry().setCompatibility(Compatibility.NONE);
        topics = new SimulatedTopics(partitions);
        define(definition);
    }

    private void define(PipelineDefinition definition) {
        records = new FeatureRecords(definition);
        program = FeatureProgram.compile(definition);
        names = new Topics(definition.pipeline());
        RowsProcessor.Means means = new RowsProcessor.Means(
                program,
                LabelRules.of(definition, Duration.ofMinutes(1)),
                new Spread.Rows(
                        serdes.decoder(definition.events().schema()),
                        new FeatureOutput.Means(records, serdes, names, Optional.empty())),
                new Parcels(serdes, partitions));
        EntityOwners owners =
                new EntityOwners(definition, partitions, random.nextBoolean() ? LITTLE_MEMORY : MUCH_MEMORY);
        app = new SimulatedApp(means, owners, names, this::spreading, topics, wire);
        tasks.clear();
        sourceTasks.clear();
        streamTasks.clear();
        referenceTasks.clear();
        rowTasks.clear();
        IntStream.range(0, partitions).forEach(this::addTasks);
        tasks.forEach(task -> task.start(wallClock));
    }

    /** As a process has it that begins. */
    private Spreading spreading() {
        InputEnds ends = new SimulatedEnds(
                input -> topics.input(input.topic()).get(input.partition()).size(),
                () -> isPrompt ? 0 : random.nextInt(ANSWER_MS));
        return new Spreading(names, partitions, Spreading.Feeding.of(program), eager, announcing, ends);
    }

    /**
     * Goes on with another definition: each task ends with a commit or is killed, and begins as the other definition has it, over
     * the stores and topics as they are. Tasks that only one of them has come or go.
     */
    void change(PipelineDefinition definition) {
        for (SimulatedTask<?, ?, ?, ?> task : tasks) {
            if (random.nextBoolean()) {
                task.commit();
            } else {
                task.kill(wallClock);
            }
        }
        wallClock += TURN_MS;
        define(definition);
    }

    void turns(int count) {
        for (int i = 0; i < count; i++) {
            turn();
        }
    }

    /** The latest of all that has been read, epoch milliseconds of event time; 0 where nothing has. */
    long latestRead() {
        return latestRead(sourceTasks);
    }

    /** Ids of all events and labels that have been read. */
    Set<String> readIds() {
        return sourceTasks.stream()
                .flatMap(task -> task.read().stream())
                .map(Record::key)
                .collect(Collectors.toSet());
    }

    /** The same of the further streams that there are by the definition. */
    long latestReadOfStreams() {
        return latestRead(streamTasks);
    }

    private static long latestRead(List<SimulatedTask<?, Intake<FeatureInput>, ?, ?>> tasks) {
        return tasks.stream()
                .flatMap(task -> task.read().stream())
                .mapToLong(Record::timestamp)
                .max()
                .orElse(0);
    }

    /** @param partition of the clean topic */
    void event(int partition, GenericRecord event) {
        byte[] bytes = serdes.generic(event.getSchema()).serializer().serialize("clean", event);
        String id = program.eventId(event);
        long time = program.eventTime(event);
        topics.write(names.clean(), partition, new Intake.Accepted<>(id, time, new FeatureInput.Event(event, bytes)));
    }

    /** @param partition of the labels topic */
    void label(int partition, FeatureInput.Given given) {
        long time = given.label().labelledAt();
        String id = given.label().eventId();
        topics.write(names.labels(), partition, new Intake.Accepted<>(id, time, given));
    }

    /** @param partition of the reference's topic */
    void change(int partition, RandomStream.Change change) {
        Optional<byte[]> value = change.row()
                .map(row -> serdes.generic(row.getSchema()).serializer().serialize("reference", row));
        topics.write(
                names.reference(change.reference()),
                partition,
                new Intake.Accepted<>(change.key(), change.at(), new FeatureInput.Changed(change.reference(), value)));
    }

    /**
     * An event of a further stream.
     *
     * @param partition of the stream's clean topic
     */
    void event(int partition, EventStream stream, GenericRecord event) {
        byte[] bytes = serdes.generic(event.getSchema()).serializer().serialize("stream", event);
        EventFields fields = new EventFields(stream.events());
        String id = fields.id(event).orElseThrow();
        long time = fields.time(event).orElseThrow();
        topics.write(
                names.clean(stream), partition, new Intake.Accepted<>(id, time, new FeatureInput.Event(event, bytes)));
    }

    /** Runs until every event has its row, and a while on. */
    void run() {
        int events = topics.input(names.clean()).stream()
                .mapToInt(SimulatedPartition::size)
                .sum();
        turnWhile(() -> made() < events || held() > 0 || !isRead());
        kills = 0;
        turns(TURNS_BEHIND);
        turnWhile(() -> held() > 0);
        tasks.forEach(SimulatedTask::commit);
    }

    private void turnWhile(BooleanSupplier isUnfinished) {
        for (int turns = 0; isUnfinished.getAsBoolean(); turns++) {
            if (turns > MOST_TURNS) {
                throw new IllegalStateException(made() + " events have rows, " + held() + " items wait");
            }
            turn();
        }
    }

    List<FeatureRow> rows(int partition) {
        return written(topics.rows().get(partition)).map(records::toRow).toList();
    }

    List<FeatureRow> rows() {
        return IntStream.range(0, partitions)
                .boxed()
                .flatMap(partition -> rows(partition).stream())
                .toList();
    }

    List<Example> examples() {
        return writtenExamples().stream().map(records::toExample).toList();
    }

    /** Rows of all partitions, as they were written. */
    List<GenericRecord> writtenRows() {
        return topics.rows().stream().flatMap(this::written).toList();
    }

    /** Examples of all partitions, as they were written. */
    List<GenericRecord> writtenExamples() {
        return topics.examples().stream().flatMap(this::written).toList();
    }

    private void turn() {
        wallClock += TURN_MS;
        for (SimulatedTask<?, ?, ?, ?> task : tasks) {
            if (kills > 0 && random.nextInt(60) == 0) {
                kills--;
                task.kill(wallClock);
            }
            switch (random.nextInt(100)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> {}
                default -> task.tick(wallClock);
            }
            if (random.nextInt(3) == 0) {
                task.work(random.nextInt(task.inputs()), 1 + random.nextInt(100));
            }
            if (random.nextInt(4) == 0) {
                task.commit();
            }
        }
    }

    /** For so long every task does at once whatever it can, and commits. */
    void live(Duration time) {
        isPrompt = true;
        long until = wallClock + time.toMillis();
        while (wallClock < until) {
            wallClock += TURN_MS;
            for (SimulatedTask<?, ?, ?, ?> task : tasks) {
                task.tick(wallClock);
                task.workAll();
                task.commit();
            }
        }
    }

    /** Epoch milliseconds by the wall clock. */
    long now() {
        return wallClock;
    }

    /** How many rows there are. */
    int made() {
        return topics.rows().stream().mapToInt(SimulatedPartition::size).sum();
    }

    /** Whether all input is: rows do not wait for labels. */
    private boolean isRead() {
        return Stream.of(sourceTasks, streamTasks, referenceTasks)
                .flatMap(List::stream)
                .allMatch(SimulatedTask::isAtEnd);
    }

    /** Beside the number of the next batch, which is always there. */
    private int held() {
        return rowTasks.stream()
                .mapToInt(
                        task -> Math.max(0, task.stored("rows-queue") - 1) + Math.max(0, task.stored("join-queue") - 1))
                .sum();
    }

    /** Records of answers in the stores, beside the number of the next. */
    int storedAnswers() {
        return rowTasks.stream()
                .mapToInt(task -> Math.max(0, task.stored("answers") - 1))
                .sum();
    }

    private void addTasks(int number) {
        sourceTasks.add(task("events", number, app.events(number)));
        sourceTasks.add(task("labels", number, app.labels(number)));
        if (app.learns()) {
            task("learning", number, app.learning(number));
        }
        program.streams()
                .forEach(
                        stream -> streamTasks.add(task("stream-" + stream.name(), number, app.stream(stream, number))));
        program.references()
                .forEach(reference -> referenceTasks.add(
                        task("reference-" + reference.name(), number, app.reference(reference, number))));
        if (!program.stateful().isEmpty()) {
            task("stages", number, app.stages(number));
        }
        rowTasks.add(task("rows", number, app.rows(number)));
    }

    @SuppressWarnings("unchecked") // of one name there are tasks of one type
    private <KI, VI, KO, VO> SimulatedTask<KI, VI, KO, VO> task(
            String name, int number, SimulatedTask.Work<KI, VI, KO, VO> does) {
        SimulatedTask<KI, VI, KO, VO> task = (SimulatedTask<KI, VI, KO, VO>) known.computeIfAbsent(
                name + '-' + number, _ -> new SimulatedTask<>(number, random.nextInt(2 * SKEW_MS) - SKEW_MS, does));
        task.become(does);
        tasks.add(task);
        return task;
    }

    /** Bytes of the largest record on a repartition topic, or in a store's changelog. */
    int largest() {
        return Math.max(
                wire.largest(),
                tasks.stream().mapToInt(SimulatedTask::largest).max().orElse(0));
    }

    private Stream<GenericRecord> written(SimulatedPartition<byte[]> partition) {
        AvroDecoder decoder = serdes.decoder();
        return partition.records().stream().map(record -> switch (decoder.decode(record.value())) {
            case Decoded.Ok(GenericRecord row) -> row;
            case Decoded.Bad(String rule, String reason) -> throw new IllegalStateException(rule + ": " + reason);
        });
    }
}
