package io.headrace.connectors.csv;

import static io.headrace.connectors.csv.CsvTaskDriver.take;
import static io.headrace.connectors.csv.CsvTaskDriver.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.headrace.schemas.quarantine.Quarantined;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTaskTest {

    @TempDir
    Path folder;

    private CsvTaskDriver driver;

    @BeforeEach
    void twoFiles() throws IOException {
        driver = new CsvTaskDriver(folder);
    }

    @Test
    void eventsGoWithTheirLabelsAndRowsAreNumberedThroughAllFiles() throws Exception {
        List<SourceRecord> records = take(driver.start(driver.settings(0)));

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
    void eventsOfAFurtherStreamGoToItsTopicByTimesAsTheFileHasThem() throws Exception {
        Map<String, String> settings = driver.settingsOfFirst();
        Files.writeString(driver.first(), "at,far\n01/03/2024 00:07,1.5\n21/03/2024 00:08,2.5\n");
        settings.keySet().removeIf(key -> key.startsWith("label"));
        settings.put("stream", "trips");
        settings.put("csv.header", "true");

        assertThat(take(driver.start(settings)))
                .extracting(SourceRecord::topic, SourceRecord::key, SourceRecord::timestamp)
                .containsExactly(
                        tuple(
                                "rides.stream.trips.raw",
                                "1",
                                Instant.parse("2024-03-01T00:07:00Z").toEpochMilli()),
                        tuple(
                                "rides.stream.trips.raw",
                                "2",
                                Instant.parse("2024-03-21T00:08:00Z").toEpochMilli()));
    }

    @Test
    void aBrokenRowGoesToQuarantineAsItIsWithFileAndLine() throws Exception {
        List<SourceRecord> broken = take(driver.start(driver.settings(0))).stream()
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
            assertThat(quarantined.reason())
                    .isEqualTo(driver.first() + ":22: found 1 field; right is 3, one for each column");
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
                .isEqualTo(driver.first().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 100})
    void aRestartAfterAnyRecordNeitherLosesNorRepeatsOne(int delay) throws Exception {
        List<SourceRecord> whole = take(driver.start(driver.settings(delay)));
        assertThat(whole.stream().filter(record -> record.topic().equals("rides.labels")))
                .allSatisfy(label -> assertThat(label.timestamp()).isNotNull());

        for (int kept = 1; kept <= whole.size(); kept++) {
            driver.store(whole.get(kept - 1));
            assertThat(texts(take(driver.start(driver.settings(delay)))))
                    .as("after record %d", kept)
                    .isEqualTo(texts(whole.subList(kept, whole.size())));
        }
    }

    @Test
    void aLabelComesSoManyRowsLater() throws Exception {
        List<SourceRecord> records = take(driver.start(driver.settings(5)));

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
        List<SourceRecord> records = take(driver.start(driver.settings(5)));

        assertThat(driver.metric("rows")).isEqualTo(41L);
        assertThat(driver.metric("rows-broken")).isEqualTo(1L);
        assertThat(driver.metric("labels-waiting"))
                .as("of the last five rows, less those without a label")
                .isEqualTo(5L - 1L);
        driver.store(records.getLast());
        assertThat(take(driver.start(driver.settings(5)))).isEmpty();
        assertThat(driver.metric("rows")).isEqualTo(41L);
        assertThat(driver.metric("labels-waiting")).isEqualTo(4L);
    }

    @Test
    void whereNothingIsWrittenOfTheDialectTimesAreFoundOut() throws Exception {
        Files.writeString(
                driver.first(),
                "at,far,late\n"
                        + IntStream.range(0, 30)
                                .mapToObj(i -> "%d.3.2024 12:%02d,%d.5,no%n".formatted(1 + i, i, i))
                                .collect(Collectors.joining()));

        assertThat(take(driver.start(driver.settingsOfFirst())))
                .filteredOn(record -> record.topic().equals("rides.raw"))
                .hasSize(30);
    }

    @Test
    void theLastFileIsFollowedWhileItGrows() throws Exception {
        CsvSourceTask task = driver.start(driver.settings(0));
        int before = take(task).size();
        assertThat(before).isGreaterThan(0);

        Files.writeString(driver.second(), "2024-03-01T00:40:00,1.5,no\n2024-03-01T00:4", StandardOpenOption.APPEND);
        assertThat(texts(take(task))).hasSize(2);
        Files.writeString(driver.second(), "1:00,2.5,\n", StandardOpenOption.APPEND);
        assertThat(texts(take(task))).hasSize(1).first().asString().startsWith("rides.raw 43");
    }

    @Test
    void aLastLineWithoutEndIsARowOnceTheFileHasSettled() throws Exception {
        Files.writeString(driver.second(), "2024-03-01T00:40:00,1.5,no", StandardOpenOption.APPEND);
        Map<String, String> settings = driver.settings(0);
        settings.put("tail.wait.ms", "0");

        assertThat(texts(take(driver.start(settings)))).last().asString().startsWith("rides.labels 42");
    }

    @Test
    void datesInTwoFormatsAreBothRead() throws Exception {
        Files.writeString(
                driver.first(),
                "at,far,late\n"
                        + IntStream.range(0, 300)
                                .mapToObj(i -> (i % 2 == 0 ? "2024-03-%02d,1.5,no%n" : "%02d/03/2024,1.5,no%n")
                                        .formatted(13 + i / 20))
                                .collect(Collectors.joining()));
        Map<String, String> settings = driver.settingsOfFirst();

        List<SourceRecord> records = take(driver.start(settings));

        assertThat(records)
                .filteredOn(record -> record.topic().equals("rides.raw"))
                .hasSize(300)
                .extracting(SourceRecord::timestamp)
                .isSorted();
        assertThat(records).noneMatch(record -> record.topic().equals("rides.quarantine"));
    }

    @Test
    void columnsNamedLikeKeywordsOrInOtherLettersAreTheirFields() throws Exception {
        Files.writeString(driver.first(), "名前,in,Größe cm,true\nn1,3,1.5,yes\nn2,4,2.5,\n");
        Map<String, String> settings = driver.settingsOfFirst();
        settings.put("schema.registry.url", "mock://csv-keywords");
        settings.put("label", "true_");
        settings.put("event.id", "u540du524d");
        settings.put("event.schema", """
                {"type": "record", "name": "Ride", "fields": [
                  {"name": "u540du524d", "type": "string"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "in_", "type": "long"},
                  {"name": "Grosse_cm", "type": "double"}]}""");

        assertThat(take(driver.start(settings)))
                .extracting(record -> record.topic() + " " + record.key())
                .containsExactly("rides.raw n1", "rides.labels n1", "rides.raw n2");
    }

    @Test
    void stoppingEndsAWait() throws Exception {
        CsvSourceTask task = driver.start(driver.settings(0));
        assertThat(take(task)).isNotEmpty();
        task.stop();
        assertThat(task.poll()).isNull();
    }

    @Test
    void aLongerCopyMovedOverTheFileIsFollowed() throws Exception {
        CsvSourceTask task = driver.start(driver.settings(0));
        take(task);

        Path copy = Files.writeString(folder.resolve("copy"), CsvTaskDriver.rows(30, 45));
        Files.move(copy, driver.second(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertThat(take(task).stream().filter(record -> record.topic().equals("rides.raw")))
                .extracting(SourceRecord::key)
                .containsExactly("42", "43", "44", "45", "46");
        Path other = Files.writeString(folder.resolve("copy"), CsvTaskDriver.rows(10, 45));
        Files.move(other, driver.second(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        assertThatThrownBy(task::poll).hasMessageContaining("it was cut or replaced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE"})
    void aScriptThatTakesMoreRoomInUtf8IsReadToItsEndAndFollowed(String charset) throws Exception {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> "2024-03-01T00:%02d:00,%d.5,行きました%n".formatted(i, i))
                .collect(Collectors.joining("", "at,far,late\n", ""));
        Files.write(driver.first(), ("\ufeff" + rows).getBytes(Charset.forName(charset)));
        Map<String, String> settings = driver.settingsOfFirst();
        settings.put("csv.charset", charset);
        settings.put("tail.wait.ms", "0");
        CsvSourceTask task = driver.start(settings);
        List<SourceRecord> records = take(task);
        assertThat(records.stream().filter(record -> record.topic().equals("rides.raw")))
                .hasSize(20);

        driver.store(records.getLast());
        Files.write(
                driver.first(),
                "2024-03-01T00:30:00,1.5,来た\n"
                        .getBytes(Charset.forName(charset.equals("UTF-16") ? "UTF-16BE" : charset)),
                StandardOpenOption.APPEND);
        assertThat(take(driver.start(settings)).stream()
                        .filter(record -> record.topic().equals("rides.raw")))
                .extracting(SourceRecord::key)
                .containsExactly("21");
    }

    @ParameterizedTest
    @MethodSource("largeRows")
    void aRowTooLargeForARecordIsCutAndTheRowsAroundItAreRead(String row, String rule, String reason) throws Exception {
        Files.writeString(driver.first(), CsvTaskDriver.rows(0, 10) + row + "\n" + CsvTaskDriver.body(10, 20));

        List<SourceRecord> records = take(driver.start(driver.settingsOfFirst()));

        assertThat(records.stream().filter(record -> record.topic().equals("rides.raw")))
                .hasSize(20);
        assertThat(records).allSatisfy(record -> assertThat(size(record)).isLessThan(1 << 20));
        SourceRecord kept = records.stream()
                .filter(record -> record.topic().equals("rides.quarantine"))
                .findFirst()
                .orElseThrow();
        byte[] whole = row.getBytes(StandardCharsets.UTF_8);
        assertThat((byte[]) kept.value()).isEqualTo(Arrays.copyOf(whole, 64 << 10));
        assertThat(text(kept, "size")).isEqualTo(Integer.toString(whole.length));
        assertThat(text(kept, "sha-256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
        assertThat(text(kept, "rule")).isEqualTo(rule);
        assertThat(text(kept, "line")).isEqualTo("12");
        assertThat(text(kept, "reason")).startsWith(driver.first() + ":12: ").contains(reason);
    }

    static Stream<Arguments> largeRows() {
        String large = "x".repeat(3_000_000);
        return Stream.of(
                Arguments.of(large, "broken-row", "found 1 field; right is 3"),
                Arguments.of(
                        "2024-03-01T00:00:00," + large + ",no",
                        "unreadable-value",
                        "found \"" + "x".repeat(100) + "…\" (3000000 characters) in column far; right is"),
                Arguments.of("2024-03-01T00:00:00,1.5," + large, "too-large", "found a row whose record has 3000"));
    }

    private static int size(SourceRecord record) {
        int size = ((byte[]) record.value()).length;
        for (Header header : record.headers()) {
            size += header.key().length() + header.value().toString().length();
        }
        return size;
    }

    private static String text(SourceRecord record, String header) {
        return String.valueOf(
                record.headers().lastWithName("headrace.quarantine." + header).value());
    }
}
