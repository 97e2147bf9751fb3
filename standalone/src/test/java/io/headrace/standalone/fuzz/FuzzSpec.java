package io.headrace.standalone.fuzz;

import static io.headrace.standalone.fuzz.TopicContents.key;
import static io.headrace.standalone.fuzz.TopicContents.keys;
import static io.headrace.standalone.fuzz.TopicContents.place;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.runtime.lifecycle.Apps;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.command.CommandLines;
import io.headrace.standalone.fuzz.GoodParcels.Outcome;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.Backlog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every record has one outcome, whatever its bytes: a whole system, its topics read from outside, and a seeded barrage of records
 * that nobody should write between events whose fate is known.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FuzzSpec {

    private static final Path DEFINITION = Path.of("src/test/resources/fuzz/parcels.yaml");
    private static final long SEED = Long.getLong("headrace.fuzz.seed", 8);
    private static final int HEAD_BYTES = 64 << 10;

    private final boolean chained;
    private final int good;
    private final int hostilePerTopic;
    private final List<String> faults = new ArrayList<>();

    private Path data;
    private LocalSystem system;
    private ApplicationContext context;
    private RunningSystem running;
    private PipelineDefinition definition;
    private Topics topics;
    private Barrage barrage;
    private CommandLines.Live live;
    private TopicContents contents;
    private Map<String, Map<String, ConsumerRecord<byte[], byte[]>>> refused;

    /**
     * Of a kind of system.
     *
     * @param good events, some with labels
     * @param hostilePerTopic records on each topic
     */
    FuzzSpec(boolean chained, int good, int hostilePerTopic) {
        this.chained = chained;
        this.good = good;
        this.hostilePerTopic = hostilePerTopic;
    }

    /** Apps that send what they cannot read to quarantine, and the topics each reads. */
    abstract Map<String, List<String>> readers();

    @BeforeAll
    void throwEverything(@TempDir Path directory) throws Exception {
        data = directory;
        system = LocalSystem.prepare(
                new LocalSettings(
                        data,
                        true,
                        DEFINITION,
                        0,
                        0,
                        0,
                        0,
                        Map.of("headrace.partitions", "2", "headrace.chained", Boolean.toString(chained))),
                (_, _, _) -> {});
        context = system.start();
        running = RunningSystem.of(data);
        definition = context.getBean(PipelineDefinition.class);
        topics = new Topics(definition.pipeline());
        live = new CommandLines.Live(running, definition, context.getBean(MeterRegistry.class), data);
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", running.registryUrl()));
        barrage = new Barrage(running.bootstrapServers(), definition, serdes, SEED);
        barrage.go(good, hostilePerTopic);

        await("everything to be read").untilAsserted(() -> {
            system.requireRunning();
            SortedMap<String, Long> waiting =
                    Backlog.read(running.bootstrapServers(), "headrace-fuzzed-").byGroup();
            waiting.remove("trainer"); // commits with each training, of which there is none
            assertThat(waiting.values()).as("waiting " + waiting).allMatch(records -> records == 0);
            contents = TopicContents.read(running.bootstrapServers(), barrage.topics());
            assertThat(keys(contents.of(topics.predictions())).keySet()).containsAll(good(number -> isKept(number)));
            assertThat(keys(contents.of(topics.examples())).keySet())
                    .containsAll(good(number -> isKept(number) && GoodParcels.isLabelled(number)));
        });
        contents = TopicContents.read(running.bootstrapServers(), barrage.topics());
        refused = contents.refused(topics.quarantine(), barrage.landed().keySet(), faults);
    }

    @AfterAll
    void stop() {
        if (live != null) {
            live.close();
        }
        if (barrage != null) {
            barrage.close();
        }
        if (system != null) {
            system.close();
        }
    }

    @Test
    void everyTopicWasHit() {
        Map<String, Long> hits = barrage.landed().values().stream()
                .collect(Collectors.groupingBy(thrown -> thrown.record().topic(), Collectors.counting()));
        // Compacted topics take no record without a key, and none of a far future.
        assertThat(barrage.topics())
                .allSatisfy(topic ->
                        assertThat(hits.getOrDefault(topic, 0L)).as(topic).isGreaterThan(hostilePerTopic / 3));
    }

    @Test
    void everyAppStillRuns() {
        assertThat(context.getBean(Apps.class).all())
                .extracting(HeadraceApp::state)
                .allMatch(AppState.Running.class::isInstance);
    }

    @Test
    void goodEventsHaveTheOutcomeTheyShould() {
        Map<String, Integer> clean = keys(contents.of(topics.clean()));
        Map<String, Integer> rows = keys(contents.of(topics.features()));
        Map<String, Integer> predictions = keys(contents.of(topics.predictions()));
        Map<String, Integer> examples = keys(contents.of(topics.examples()));
        Map<String, Integer> quarantined = keys(contents.of(topics.quarantine()));
        for (int number = 0; number < good; number++) {
            String id = GoodParcels.id(number);
            int kept = isKept(number) ? 1 : 0;
            assertThat(List.of(
                            clean.getOrDefault(id, 0),
                            rows.getOrDefault(id, 0),
                            predictions.getOrDefault(id, 0),
                            examples.getOrDefault(id, 0),
                            quarantined.getOrDefault(id, 0)))
                    .as(id + " " + GoodParcels.outcome(number) + ": clean, rows, predictions, examples, quarantined")
                    .isEqualTo(List.of(
                            kept,
                            kept,
                            kept,
                            kept == 1 && GoodParcels.isLabelled(number) ? 1 : 0,
                            GoodParcels.outcome(number) == Outcome.QUARANTINED ? 1 : 0));
        }
    }

    @Test
    void whatComesInGoesOutOnce() {
        assertThat(faults).isEmpty();
        int clean = made(topics.clean());
        assertThat(outcomes())
                .as("cleaning's own count")
                .isEqualTo(Map.of(
                        "clean", (long) clean,
                        "quarantined", (long) refusedFrom("cleaning", topics.raw()),
                        "discarded", (long) discarded()));
        assertThat(taken(topics.clean()))
                .as("clean = features + quarantined")
                .isEqualTo(made(topics.features()) + refusedBut("features", topics.labels()));
        assertThat(taken(topics.features()))
                .as("features = predictions + quarantined")
                .isEqualTo(made(topics.predictions()) + refusedBut("scoring", topics.labels()));
    }

    /** Raw records that came to nothing. */
    private int discarded() {
        return contents.of(topics.raw()).size() - made(topics.clean()) - refusedFrom("cleaning", topics.raw());
    }

    /** Records that the next app takes: in a chain what the app before it made, else all on the topic. */
    private int taken(String topic) {
        return chained ? made(topic) : contents.of(topic).size();
    }

    /** Records that an app wrote. */
    private int made(String topic) {
        return contents.of(topic, barrage.landed().keySet()).size();
    }

    private Map<String, Long> outcomes() {
        return Map.of(
                "clean", count("headrace.cleaning.records", "outcome", "clean"),
                "quarantined", count("headrace.cleaning.records", "outcome", "quarantined"),
                "discarded",
                        count("headrace.cleaning.records", "outcome", "duplicate")
                                + count("headrace.cleaning.records", "outcome", "dropped"));
    }

    @Test
    void noEventIsLost() {
        Map<String, Integer> clean = keys(contents.of(topics.clean()));
        Map<String, ConsumerRecord<byte[], byte[]>> bad = refused.get("cleaning");
        List<String> lost = contents.of(topics.raw()).stream()
                .filter(record -> !bad.containsKey(place(record)))
                .filter(record -> !clean.containsKey(key(record)))
                .filter(record -> !key(record).startsWith("good-"))
                .map(record -> place(record) + " " + barrage.landed().get(place(record)))
                .toList();
        long dropped = count("headrace.cleaning.records", "outcome", "dropped");
        long good =
                good(number -> GoodParcels.outcome(number) == Outcome.DROPPED).size();
        assertThat(lost).as("hostile ones that a rule drops").hasSizeLessThanOrEqualTo((int) (dropped - good));
    }

    @Test
    void whatCannotBeReadIsRefusedByEachThatReadsItAndKeptAsItCame() {
        readers()
                .forEach((app, reads) -> reads.forEach(role -> {
                    Set<String> must = barrage.unreadable("fuzzed." + role);
                    Map<String, ConsumerRecord<byte[], byte[]>> did = refused.getOrDefault(app, Map.of());
                    assertThat(did.keySet()).as(app + " of " + role).containsAll(must);
                    assertThat(must)
                            .allSatisfy(place -> assertKept(barrage.landed().get(place), did.get(place)));
                }));
    }

    /** As it came; of what is too large for quarantine, a head that says of what. */
    private static void assertKept(Thrown thrown, ConsumerRecord<byte[], byte[]> kept) {
        byte[] value = thrown.record().value();
        String size = TopicContents.header(kept, "size");
        assertThat(kept.value())
                .as(thrown.toString())
                .isEqualTo(size.isEmpty() ? value : Arrays.copyOf(value, HEAD_BYTES));
        if (!size.isEmpty()) {
            assertThat(size).isEqualTo(Integer.toString(value.length));
            assertThat(value.length).as("what is cut does not fit whole").isGreaterThan(1 << 20);
        }
    }

    @Test
    void trainerAndRegistryCountWhatTheyPassOver() {
        assertThat(count("headrace.training.unusable"))
                .isGreaterThanOrEqualTo(barrage.unreadable(topics.examples()).size()
                        + barrage.unreadable(topics.retrain()).size());
        assertThat(count("headrace.registry.unusable.records"))
                .isGreaterThanOrEqualTo(barrage.unreadable(Topics.MODELS).size() / 2);
    }

    @Test
    void commandsAnswerAndSayWhatTheyPassOver() throws Exception {
        CommandLines.Said status = CommandLines.run("status", "--data", data.toString());
        assertThat(status.code()).as(status.toString()).isZero();
        assertThat(status.out()).contains("note").contains("cannot be read");
        CommandLines.Said json = CommandLines.run("status", "--data", data.toString(), "--output=json");
        assertThat(json.code()).as(json.toString()).isZero();
        JsonNode counts = new ObjectMapper().readTree(json.out()).path("counts");
        assertThat(counts.path("duplicates").asInt() + counts.path("dropped").asInt())
                .as("discarded, whatever others write to the clean topic: " + counts)
                .isEqualTo(discarded());
        for (String command : List.of("alerts", "predictions")) {
            for (String form : List.of("text", "json")) {
                CommandLines.Said said =
                        CommandLines.run(command, "--data", data.toString(), "--last=1000", "--output=" + form);
                assertThat(said.code()).as(said.toString()).isZero();
                assertThat(said.err()).contains("cannot be read").contains("fuzzed." + command + "-");
            }
        }
        for (String command : List.of("topics", "models")) {
            CommandLines.Said said = CommandLines.run(command, "--data", data.toString());
            assertThat(said.code()).as(said.toString()).isZero();
        }
    }

    @Test
    void theLiveLineGoesOn() {
        // One look reads what has come within a moment, which on a busy machine may be nothing yet.
        await().untilAsserted(() -> assertThat(live.tick())
                .contains("cannot be read")
                .contains(topics.alerts() + "-0@")
                .contains(String.format("events %,d", contents.of(topics.raw()).size())));
    }

    private static boolean isKept(int number) {
        return GoodParcels.outcome(number) == Outcome.CLEAN || GoodParcels.outcome(number) == Outcome.DUPLICATED;
    }

    private Set<String> good(IntPredicate which) {
        return IntStream.range(0, good)
                .filter(which)
                .mapToObj(GoodParcels::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private int refusedFrom(String app, String topic) {
        return (int) refused.getOrDefault(app, Map.of()).keySet().stream()
                .filter(place -> place.startsWith(topic + "-"))
                .count();
    }

    /** Of all topics but one. */
    private int refusedBut(String app, String topic) {
        return refused.getOrDefault(app, Map.of()).size() - refusedFrom(app, topic);
    }

    private long count(String name, String... tags) {
        var found = context.getBean(MeterRegistry.class).find(name).tags(tags);
        return (long) (found.counters().stream().mapToDouble(Counter::count).sum()
                + found.functionCounters().stream()
                        .mapToDouble(FunctionCounter::count)
                        .sum());
    }
}
