package io.headrace.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.quarantine.Quarantined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTaskTest {

    private static final String EVENT = """
            {"type": "record", "name": "Ride", "fields": [
              {"name": "row", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "far", "type": ["null", "double"], "default": null}]}""";

    @TempDir
    Path folder;

    private Metrics metrics = new Metrics();
    private Path first = Path.of("");
    private Path second = Path.of("");
    private Optional<Map<String, Object>> stored = Optional.empty();

    @BeforeEach
    void twoFiles() throws IOException {
        first = Files.writeString(folder.resolve("first.csv"), rows(0, 20) + "broken\n" + body(20, 30));
        second = Files.writeString(folder.resolve("second.csv"), rows(30, 40));
    }

    private static String rows(int from, int to) {
        return "at,far,late\n" + body(from, to);
    }

    private static String body(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i ->
                        "2024-03-01T00:%02d:00,%d.5,%s%n".formatted(i, i, i % 3 == 0 ? "yes" : i % 7 == 0 ? "" : "no"))
                .collect(Collectors.joining());
    }

    @Test
    void eventsGoWithTheirLabelsAndRowsAreNumberedThroughAllFiles() throws Exception {
        List<SourceRecord> records = take(start(settings(0)));

        assertThat(records.stream().filter(record -> record.topic().equals("rides.raw")))
                .hasSize(40)
                .extracting(SourceRecord::key)
                .startsWith("1", "2")
                .endsWith("40", "41");
        assertThat(records.get(0).topic()).isEqualTo("rides.raw");
        assertThat(records.get(1).topic()).isEqualTo("rides.labels");
        assertThat(records.get(1).key()).isEqualTo("1");
        assertThat(records.get(1).timestamp()).isEqualTo(records.get(0).timestamp());
    }

    @Test
    void aBrokenRowGoesToQuarantineAsItIsWithFileAndLine() throws Exception {
        List<SourceRecord> broken = take(start(settings(0))).stream()
                .filter(record -> record.topic().equals("rides.quarantine"))
                .toList();

        assertThat(broken).hasSize(1);
        assertThat((byte[]) broken.getFirst().value()).asString().isEqualTo("broken");
        RecordHeaders headers = new RecordHeaders();
        broken.getFirst()
                .headers()
                .forEach(header ->
                        headers.add(header.key(), header.value().toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(Quarantined.read(headers)).get().satisfies(quarantined -> {
            assertThat(quarantined.rule()).isEqualTo("broken-row");
            assertThat(quarantined.reason()).isEqualTo(first + ":22: found 1 field; right is 3, one for each column");
        });
        assertThat(broken.getFirst()
                        .headers()
                        .lastWithName("headrace.quarantine.line")
                        .value())
                .isEqualTo("22");
        assertThat(broken.getFirst()
                        .headers()
                        .lastWithName("headrace.quarantine.file")
                        .value())
                .isEqualTo(first.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 100})
    void aRestartAfterAnyRecordNeitherLosesNorRepeatsOne(int delay) throws Exception {
        List<SourceRecord> whole = take(start(settings(delay)));
        assertThat(whole.stream().filter(record -> record.topic().equals("rides.labels")))
                .allSatisfy(label -> assertThat(label.timestamp()).isNotNull());

        for (int kept = 1; kept <= whole.size(); kept++) {
            store(whole.get(kept - 1));
            assertThat(texts(take(start(settings(delay)))))
                    .as("after record %d", kept)
                    .isEqualTo(texts(whole.subList(kept, whole.size())));
        }
    }

    @Test
    void aLabelComesSoManyRowsLater() throws Exception {
        List<SourceRecord> records = take(start(settings(5)));

        int label = IntStream.range(0, records.size())
                .filter(i -> records.get(i).topic().equals("rides.labels"))
                .findFirst()
                .orElseThrow();
        assertThat(records.get(label).key()).isEqualTo("1");
        assertThat(records.get(label - 1).key()).isEqualTo("6");
        assertThat(records.get(label).timestamp())
                .isEqualTo(records.get(label - 1).timestamp());
    }

    @Test
    void itTellsHowFarItIsAndWhatStillWaits() throws Exception {
        List<SourceRecord> records = take(start(settings(5)));

        assertThat(metric("rows")).isEqualTo(41L);
        assertThat(metric("rows-broken")).isEqualTo(1L);
        assertThat(metric("labels-waiting"))
                .as("of the last five rows, less those without a label")
                .isEqualTo(5L - 1L);
        store(records.getLast());
        assertThat(take(start(settings(5)))).isEmpty();
        assertThat(metric("rows")).isEqualTo(41L);
        assertThat(metric("labels-waiting")).isEqualTo(4L);
    }

    @Test
    void whereNothingIsWrittenOfTheDialectTimesAreFoundOut() throws Exception {
        Files.writeString(
                first,
                "at,far,late\n"
                        + IntStream.range(0, 30)
                                .mapToObj(i -> "%d.3.2024 12:%02d,%d.5,no%n".formatted(1 + i, i, i))
                                .collect(Collectors.joining()));
        Map<String, String> settings = settings(0);
        settings.put("files", first.toString());

        assertThat(take(start(settings)))
                .filteredOn(record -> record.topic().equals("rides.raw"))
                .hasSize(30);
    }

    @Test
    void theLastFileIsFollowedWhileItGrows() throws Exception {
        CsvSourceTask task = start(settings(0));
        int before = take(task).size();
        assertThat(before).isGreaterThan(0);

        Files.writeString(second, "2024-03-01T00:40:00,1.5,no\n2024-03-01T00:4", StandardOpenOption.APPEND);
        assertThat(texts(take(task))).hasSize(2);
        Files.writeString(second, "1:00,2.5,\n", StandardOpenOption.APPEND);
        assertThat(texts(take(task))).hasSize(1).first().asString().startsWith("rides.raw 43");
    }

    @Test
    void aLastLineWithoutEndIsARowOnceTheFileHasSettled() throws Exception {
        Files.writeString(second, "2024-03-01T00:40:00,1.5,no", StandardOpenOption.APPEND);
        Map<String, String> settings = settings(0);
        settings.put("tail.wait.ms", "0");

        assertThat(texts(take(start(settings)))).last().asString().startsWith("rides.labels 42");
    }

    @Test
    void anotherHeaderInTheSecondFileIsRefusedWithTheDifference() throws Exception {
        Files.writeString(second, "at,distance,late\n2024-03-01T00:40:00,1.5,no\n");

        CsvSourceTask task = start(settings(0));
        for (int records = 0; records < 31 + 27; ) {
            records += task.poll().size();
        }
        assertThatThrownBy(task::poll)
                .as("after all of the first file has been handed over")
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("second.csv: its header is not that of")
                .hasMessageContaining("lacks far, has distance besides")
                .hasMessageContaining("right is at,far,late");
    }

    @Test
    void aSecondFileThatIsNoTextIsRefusedOnceTheFirstIsSent() throws Exception {
        Files.write(second, new byte[] {'P', 'A', 'R', '1', 0, 1, 2, 3});

        CsvSourceTask task = start(settings(0));
        for (int records = 0; records < 31 + 27; ) {
            records += task.poll().size();
        }
        assertThatThrownBy(task::poll)
                .isInstanceOf(ConnectException.class)
                .hasMessage(second + ": is a Parquet file, no text; save it as CSV first");
    }

    @ParameterizedTest
    @MethodSource("noRows")
    void aFileThatCannotBeRowsIsRefusedAtTheStart(String text, String message) throws Exception {
        Files.writeString(first, text);
        Map<String, String> settings = settings(0);
        settings.put("files", first.toString());

        assertThatThrownBy(() -> start(settings)).hasMessageContaining(first + ": " + message);
    }

    static Stream<Arguments> noRows() {
        return Stream.of(
                Arguments.of("", "is empty; a header and rows would be right"),
                Arguments.of("\n\n", "is empty; a header and rows would be right"),
                Arguments.of("late\nyes\nno\n", "there is no column for the schema's far; found the columns late"),
                Arguments.of("\0\1\2\3\4\5", "is a binary file (6 control characters in its first 6 bytes), no text"));
    }

    @Test
    void aFileThatIsNoTextIsAMistakeInFiles() throws Exception {
        Files.write(first, new byte[] {'P', 'K', 3, 4, 0, 0});

        assertThat(new CsvSourceConnector().validate(settings(0)).configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.name()).isEqualTo("files");
                    assertThat(value.errorMessages().getFirst()).contains("first.csv: is a ZIP or Excel file, no text");
                });
    }

    @Test
    void datesInTwoFormatsAreBothRead() throws Exception {
        Files.writeString(
                first,
                "at,far,late\n"
                        + IntStream.range(0, 300)
                                .mapToObj(i -> (i % 2 == 0 ? "2024-03-%02d,1.5,no%n" : "%02d/03/2024,1.5,no%n")
                                        .formatted(13 + i / 20))
                                .collect(Collectors.joining()));
        Map<String, String> settings = settings(0);
        settings.put("files", first.toString());

        List<SourceRecord> records = take(start(settings));

        assertThat(records)
                .filteredOn(record -> record.topic().equals("rides.raw"))
                .hasSize(300)
                .extracting(SourceRecord::timestamp)
                .isSorted();
        assertThat(records).noneMatch(record -> record.topic().equals("rides.quarantine"));
    }

    @Test
    void columnsNamedLikeKeywordsOrInOtherLettersAreTheirFields() throws Exception {
        Files.writeString(first, "名前,in,Größe cm,true\nn1,3,1.5,yes\nn2,4,2.5,\n");
        Map<String, String> settings = settings(0);
        settings.put("files", first.toString());
        settings.put("schema.registry.url", "mock://csv-keywords");
        settings.put("label", "true_");
        settings.put("event.id", "u540du524d");
        settings.put("event.schema", """
                {"type": "record", "name": "Ride", "fields": [
                  {"name": "u540du524d", "type": "string"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "in_", "type": "long"},
                  {"name": "Grosse_cm", "type": "double"}]}""");

        assertThat(take(start(settings)))
                .extracting(record -> record.topic() + " " + record.key())
                .containsExactly("rides.raw n1", "rides.labels n1", "rides.raw n2");
    }

    @Test
    void aFileThatWasReplacedIsRefused() throws Exception {
        List<SourceRecord> whole = take(start(settings(0)));
        store(whole.getLast());

        Files.writeString(second, rows(30, 32));
        assertThatThrownBy(() -> start(settings(0))).hasMessageContaining("it was cut or replaced");
        Files.writeString(second, "at,far,late,more\n" + body(0, 30));
        assertThatThrownBy(() -> start(settings(0))).hasMessageContaining("its header is not the one it had");
    }

    @Test
    void stoppingEndsAWait() throws Exception {
        CsvSourceTask task = start(settings(0));
        assertThat(take(task)).isNotEmpty();
        task.stop();
        assertThat(task.poll()).isNull();
    }

    @Test
    void theConnectorNamesMistakesAtTheirSettings() {
        Map<String, String> settings = settings(0);
        settings.put("event.id", "nobody");
        settings.put("label.type", "word");
        settings.put("files", folder.resolve("no.csv").toString());

        assertThat(new CsvSourceConnector().validate(settings).configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .satisfiesExactlyInAnyOrder(
                        value -> assertThat(value.errorMessages().getFirst()).contains("there is no such file"),
                        value -> assertThat(value.errorMessages().getFirst())
                                .contains("the event schema has no such field"));
    }

    private Map<String, String> settings(int delay) {
        return new HashMap<>(Map.of(
                "files", first + "," + second,
                "pipeline", "rides",
                "event.schema", EVENT,
                "event.id", "row",
                "event.time", "at",
                "label", "late",
                "label.type", "string",
                "label.delay.rows", Integer.toString(delay),
                "schema.registry.url", "mock://csv",
                "batch.records", "7"));
    }

    private CsvSourceTask start(Map<String, String> settings) {
        metrics.close();
        metrics = new Metrics();
        CsvSourceTask task = new CsvSourceTask(1);
        task.initialize(context());
        task.start(settings);
        return task;
    }

    private Object metric(String name) {
        return metrics.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals("plugins"))
                .filter(metric -> metric.getKey().name().equals(name))
                .map(metric -> metric.getValue().metricValue())
                .findFirst()
                .orElseThrow();
    }

    private static List<SourceRecord> take(CsvSourceTask task) throws InterruptedException {
        List<SourceRecord> taken = new ArrayList<>();
        for (List<SourceRecord> batch = task.poll(); batch != null; batch = task.poll()) {
            taken.addAll(batch);
        }
        return taken;
    }

    private void store(SourceRecord last) {
        stored = Optional.of(new HashMap<>(last.sourceOffset()));
    }

    private static List<String> texts(List<SourceRecord> records) {
        return records.stream()
                .map(record -> record.topic() + " " + record.key() + " " + record.timestamp() + " "
                        + Arrays.hashCode((byte[]) record.value()))
                .toList();
    }

    private SourceTaskContext context() {
        OffsetStorageReader reader = new OffsetStorageReader() {
            @Override
            public <T> Map<String, Object> offset(Map<String, T> partition) {
                return stored.orElse(null);
            }

            @Override
            public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                throw new UnsupportedOperationException("the task asks for its one partition");
            }
        };
        return new SourceTaskContext() {
            @Override
            public Map<String, String> configs() {
                return Map.of();
            }

            @Override
            public OffsetStorageReader offsetStorageReader() {
                return reader;
            }

            @Override
            public PluginMetrics pluginMetrics() {
                return new PluginMetricsImpl(metrics, Map.of());
            }
        };
    }
}
