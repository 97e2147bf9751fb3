package io.headrace.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.standalone.topic.TopicScan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pipeline of these tests, under a name of its own for each, and its data: ride N is the same in every run, and late
 * where it is long.
 */
final class Rides {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final String pipeline;
    private final OutsideServices services;
    private final Path definition;

    private Rides(String pipeline, OutsideServices services, Path definition) {
        this.pipeline = pipeline;
        this.services = services;
        this.definition = definition;
    }

    /** Writes the definition into a directory. */
    static Rides pipeline(String name, OutsideServices services, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("ride.avsc"), resource("ride.avsc"));
        Path definition = directory.resolve(name + ".yaml");
        Files.writeString(definition, resource("rides.yaml").replace("pipeline: rides", "pipeline: " + name));
        return new Rides(name, services, definition);
    }

    Path definition() {
        return definition;
    }

    /** Rides with their labels as rows of a file, numbers {@code from} up to but not including {@code to}. */
    static List<String> csv(int from, int to) {
        List<String> lines = new ArrayList<>(List.of("rideId,at,station,distance,late"));
        IntStream.range(from, to)
                .mapToObj(n -> String.join(
                        ",", "r" + n, at(n), "s" + n % 7, String.valueOf(distance(n)), String.valueOf(late(n))))
                .forEach(lines::add);
        return lines;
    }

    void push(RunningApp ingest, int from, int to) throws IOException, InterruptedException {
        post(
                ingest,
                "events",
                from,
                to,
                n -> "{\"rideId\":\"r%d\",\"at\":\"%s\",\"station\":\"s%d\",\"distance\":%s}"
                        .formatted(n, at(n), n % 7, distance(n)));
    }

    void pushLabels(RunningApp ingest, int from, int to) throws IOException, InterruptedException {
        post(
                ingest,
                "labels",
                from,
                to,
                n -> "{\"rideId\":\"r%d\",\"late\":%s,\"labelledAt\":\"%s\"}".formatted(n, late(n), at(n + 60)));
    }

    private void post(RunningApp ingest, String kind, int from, int to, IntFunction<String> record)
            throws IOException, InterruptedException {
        String records = IntStream.range(from, to).mapToObj(record).collect(Collectors.joining(",", "[", "]"));
        var answer = ingest.post("/v1/pipelines/" + pipeline + "/" + kind, records);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** One ride as the scoring service takes it. */
    static String one() {
        return "{\"rideId\":\"one\",\"at\":\"2026-03-02T00:00:00Z\",\"station\":\"s1\",\"distance\":9.5}";
    }

    private static String at(int n) {
        return START.plusSeconds(n).toString();
    }

    private static double distance(int n) {
        return n * 7919 % 1000 / 100.0;
    }

    /** One in twelve against the rule, or there would be nothing to measure. */
    private static boolean late(int n) {
        return distance(n) > 5 != (n % 12 == 0);
    }

    /** How many predictions each model has made, by its reference. */
    Map<String, Long> predictions() {
        Map<String, Long> counts = new TreeMap<>();
        try (var serde = AvroSerdes.of(Map.of("schema.registry.url", services.registryUrl()))
                .specific(Prediction.class)) {
            String topic = pipeline + ".predictions";
            TopicScan.of(services.plainBootstrapServers(), topic, record -> {
                Prediction prediction = serde.deserializer().deserialize(topic, record.value());
                counts.merge(prediction.getModel(), 1L, Long::sum);
            });
        }
        return counts;
    }

    /** The ids on one of the pipeline's topics, in the order of partition and offset. */
    List<String> ids(String kind) {
        List<String> ids = new ArrayList<>();
        TopicScan.of(services.plainBootstrapServers(), pipeline + "." + kind, record -> ids.add(record.key()));
        return ids;
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Rides.class.getResourceAsStream("/processes/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
