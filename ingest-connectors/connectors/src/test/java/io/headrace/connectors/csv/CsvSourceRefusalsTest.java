package io.headrace.connectors.csv;

import static io.headrace.connectors.csv.CsvTaskDriver.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and settings that the connector refuses, and what it says of them. */
class CsvSourceRefusalsTest {

    @TempDir
    Path folder;

    private CsvTaskDriver driver;

    @BeforeEach
    void twoFiles() throws IOException {
        driver = new CsvTaskDriver(folder);
    }

    @Test
    void anotherHeaderInTheSecondFileIsRefusedWithTheDifference() throws Exception {
        Files.writeString(driver.second(), "at,distance,late\n2024-03-01T00:40:00,1.5,no\n");

        CsvSourceTask task = driver.start(driver.settings(0));
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
        Files.write(driver.second(), new byte[] {'P', 'A', 'R', '1', 0, 1, 2, 3});

        CsvSourceTask task = driver.start(driver.settings(0));
        for (int records = 0; records < 31 + 27; ) {
            records += task.poll().size();
        }
        assertThatThrownBy(task::poll)
                .isInstanceOf(ConnectException.class)
                .hasMessage(driver.second() + ": is a Parquet file, no text; save it as CSV first");
    }

    @ParameterizedTest
    @MethodSource("noRows")
    void aFileThatCannotBeRowsIsRefusedAtTheStart(String text, String message) throws Exception {
        Files.writeString(driver.first(), text);

        assertThatThrownBy(() -> driver.start(driver.settingsOfFirst()))
                .hasMessageContaining(driver.first() + ": " + message);
    }

    @Test
    void rowsOfAFurtherStreamHaveATime() throws Exception {
        Files.writeString(driver.first(), "far,row\n1.5,1\n");
        Map<String, String> settings = driver.settingsOfFirst();
        settings.put("stream", "trips");

        assertThatThrownBy(() -> driver.start(settings))
                .hasMessageContaining(
                        driver.first() + ": there is no column for the schema's at; found the columns far, row");
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
        Files.write(driver.first(), new byte[] {'P', 'K', 3, 4, 0, 0});

        assertThat(new CsvSourceConnector().validate(driver.settings(0)).configValues())
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.name()).isEqualTo("files");
                    assertThat(value.errorMessages().getFirst()).contains("first.csv: is a ZIP or Excel file, no text");
                });
    }

    @Test
    void aFileThatWasReplacedIsRefused() throws Exception {
        List<SourceRecord> whole = take(driver.start(driver.settings(0)));
        driver.store(whole.getLast());

        Files.writeString(driver.second(), CsvTaskDriver.rows(30, 32));
        assertThatThrownBy(() -> driver.start(driver.settings(0))).hasMessageContaining("it was cut or replaced");
        Files.writeString(driver.second(), "at,far,late,more\n" + CsvTaskDriver.body(0, 30));
        assertThatThrownBy(() -> driver.start(driver.settings(0))).hasMessageContaining("it was cut or replaced");
    }

    @Test
    void aLongerFileInItsPlaceIsRefusedToo() throws Exception {
        List<SourceRecord> whole = take(driver.start(driver.settings(0)));
        driver.store(whole.getLast());

        Files.writeString(driver.second(), CsvTaskDriver.rows(20, 50));
        assertThatThrownBy(() -> driver.start(driver.settings(0)))
                .as("another beginning")
                .hasMessageContaining(
                        "second.csv: is not the file that was read up to line 12: it was cut or replaced");
        Files.writeString(driver.second(), CsvTaskDriver.rows(30, 39) + CsvTaskDriver.body(49, 59));
        assertThatThrownBy(() -> driver.start(driver.settings(0)))
                .as("another last row")
                .hasMessageContaining("it was cut or replaced");
        Files.writeString(driver.second(), CsvTaskDriver.rows(30, 50));
        assertThat(take(driver.start(driver.settings(0))).stream()
                        .filter(record -> record.topic().equals("rides.raw")))
                .as("it only grew")
                .hasSize(10);
    }

    @Test
    void aFilePutBeforeTheOneThatIsReadIsRefused() throws Exception {
        List<SourceRecord> whole = take(driver.start(driver.settings(0)));
        driver.store(whole.getLast());
        Path third = Files.writeString(folder.resolve("third.csv"), CsvTaskDriver.rows(40, 50));
        Map<String, String> settings = driver.settings(0);

        settings.put("files", third + "," + driver.first() + "," + driver.second());
        assertThatThrownBy(() -> driver.start(settings))
                .hasMessageContaining("third.csv: stands before " + driver.second()
                        + ", which was read up to line 12, and was not read; put it behind the last file");
        settings.put("files", driver.second() + "," + third);
        assertThat(take(driver.start(settings)).stream()
                        .filter(record -> record.topic().equals("rides.raw")))
                .as("one that is done with may be taken away, and one put at the end")
                .hasSize(10);
    }

    @Test
    void theConnectorNamesMistakesAtTheirSettings() {
        Map<String, String> settings = driver.settings(0);
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
}
