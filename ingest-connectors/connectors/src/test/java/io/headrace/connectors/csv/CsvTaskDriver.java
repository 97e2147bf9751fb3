package io.headrace.connectors.csv;

import io.headrace.connectors.TestWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;

/** Two files of rides, of which the first has a broken row, and tasks over them. */
final class CsvTaskDriver {

    private static final String EVENT = """
            {"type": "record", "name": "Ride", "fields": [
              {"name": "row", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "far", "type": ["null", "double"], "default": null}]}""";

    private final Path first;
    private final Path second;
    private final TestWorker worker = new TestWorker();

    CsvTaskDriver(Path folder) throws IOException {
        first = Files.writeString(folder.resolve("first.csv"), rows(0, 20) + "broken\n" + body(20, 30));
        second = Files.writeString(folder.resolve("second.csv"), rows(30, 40));
    }

    static String rows(int from, int to) {
        return "at,far,late\n" + body(from, to);
    }

    static String body(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i ->
                        "2024-03-01T00:%02d:00,%d.5,%s%n".formatted(i, i, i % 3 == 0 ? "yes" : i % 7 == 0 ? "" : "no"))
                .collect(Collectors.joining());
    }

    Path first() {
        return first;
    }

    Path second() {
        return second;
    }

    Map<String, String> settings(int delay) {
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

    /** Of the first file only. */
    Map<String, String> settingsOfFirst() {
        Map<String, String> settings = settings(0);
        settings.put("files", first.toString());
        return settings;
    }

    CsvSourceTask start(Map<String, String> settings) {
        return worker.start(new CsvSourceTask(1), settings);
    }

    Object metric(String name) {
        return worker.metric(name);
    }

    /** All records until it has no more for now. */
    static List<SourceRecord> take(CsvSourceTask task) throws InterruptedException {
        List<SourceRecord> taken = new ArrayList<>();
        for (List<SourceRecord> batch = task.poll(); batch != null; batch = task.poll()) {
            taken.addAll(batch);
        }
        return taken;
    }

    /** A task started from now on goes on behind this record. */
    void store(SourceRecord last) {
        worker.store(last);
    }

    static List<String> texts(List<SourceRecord> records) {
        return records.stream()
                .map(record -> record.topic() + " " + record.key() + " " + record.timestamp() + " "
                        + Arrays.hashCode((byte[]) record.value()))
                .toList();
    }
}
