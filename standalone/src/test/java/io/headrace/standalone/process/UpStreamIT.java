package io.headrace.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.DefinitionReader;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.feature.FeatureSignature;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.topic.TopicScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a further stream through the whole system. */
class UpStreamIT {

    @TempDir
    Path folder;

    @Test
    void rowsCountTheEventsOfAStreamThatWasReadFromItsFilesBefore() throws Exception {
        Path file = definition();
        PipelineDefinition definition = DefinitionReader.readValid(file);
        Topics topics = new Topics(definition.pipeline());
        String data = folder.resolve("data").toString();
        List<String> streams = List.of(
                "--stream=logins="
                        + write("first.csv", "login;who;since\n1;ada;01.03.2026 08:00\n2;bo;01.03.2026 08:30\n"),
                "--stream=logins="
                        + write("second.csv", "login;who;since\n3;ada;01.03.2026 09:00\n3;ada;01.03.2026 09:00\n"));
        try (HeadraceProcess process = up(file, streams)) {
            awaitCount(process, topics.clean(definition.stream("logins")), 3);
            process.kill();
        }

        List<String> both = new ArrayList<>(streams);
        both.add("--source=" + write("rides.csv", """
                ride;who;at;late
                r1;ada;2026-03-01T08:00:00Z;no
                r2;ada;2026-03-01T08:59:00Z;no
                r3;bo;2026-03-01T09:10:00Z;yes
                r4;ada;2026-03-01T09:20:00Z;no
                r5;eve;2026-03-01T09:21:00Z;no
                """));
        try (HeadraceProcess process = up(file, both)) {
            awaitCount(process, topics.features(), 5);

            assertThat(logins(definition, RunningSystem.of(Path.of(data))))
                    .isEqualTo(Map.of("r1", 0.0, "r2", 1.0, "r3", 1.0, "r4", 2.0, "r5", 0.0));
            process.interrupt();
            assertThat(process.exitCode()).isEqualTo(130);
            assertThat(process.output())
                    .contains("Stream logins: first.csv, then second.csv; the last one is followed while it grows.")
                    .doesNotContain("\tat ");
        }
    }

    private HeadraceProcess up(Path definition, List<String> more) throws IOException {
        return HeadraceProcess.start(
                HeadraceProcess.up(definition, folder.resolve("data"), more.toArray(String[]::new)));
    }

    private void awaitCount(HeadraceProcess process, String topic, int count) {
        await(topic + " has " + count)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptionsMatching(
                        failure -> failure instanceof StartFailure || failure instanceof KafkaException)
                .until(() -> {
                    assertThat(process.alive()).as(process.output()).isTrue();
                    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
                    TopicScan.of(RunningSystem.of(folder.resolve("data")).bootstrapServers(), topic, found::add);
                    return found.size() >= count;
                });
    }

    private static Map<String, Double> logins(PipelineDefinition definition, RunningSystem running) {
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", running.registryUrl()));
        FeatureRecords records = new FeatureRecords(definition);
        int place = FeatureSignature.of(definition).numeric().indexOf("logins");
        String topic = new Topics(definition.pipeline()).features();
        Map<String, Double> logins = new TreeMap<>();
        TopicScan.of(
                running.bootstrapServers(),
                topic,
                record -> logins.put(
                        record.key(),
                        records.toRow(serdes.generic(records.schemas().features())
                                        .deserializer()
                                        .deserialize(topic, record.value()))
                                .values()
                                .numeric()[place]));
        return logins;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path definition() throws IOException {
        return write("rides.yaml", """
                pipeline: rides
                problem: {kind: binary, label: late, positive: "yes", negative: "no", metric: logLoss}
                events:
                  schema: {type: record, name: Ride, fields: [{name: ride, type: string}, {name: who, type: string},
                    {name: at, type: {type: long, logicalType: timestamp-millis}}]}
                  id: ride
                  time: at
                labels: {within: P7D, silence: unlabelled}
                streams:
                  logins:
                    schema: {type: record, name: Login, fields: [{name: login, type: long}, {name: who, type: string},
                      {name: since, type: {type: long, logicalType: timestamp-millis}}]}
                    id: login
                    time: since
                features:
                  who: {category: who}
                  logins: {count: all, from: logins, by: who, over: PT6H}
                train: {every: {examples: 100000}, minimumExamples: 50000, window: {examples: 100000}}
                source: {delimiter: ";"}
                """);
    }
}
