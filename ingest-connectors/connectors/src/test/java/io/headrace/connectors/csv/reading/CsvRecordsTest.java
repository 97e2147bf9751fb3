package io.headrace.connectors.csv.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.CsvDialect;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.feature.Label;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {

    private static final Path FILE = Path.of("rides.csv");
    private static final Schema EVENT = new Schema.Parser().parse("""
            {"type": "record", "name": "Ride", "fields": [
              {"name": "row", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "how_far", "type": ["null", "double"], "default": null},
              {"name": "stops", "type": "int"},
              {"name": "member", "type": ["null", "boolean"], "default": null}]}""");
    private static final CsvDialect DIALECT =
            CsvDialect.STANDARD.withMissing(List.of("NA")).withDates(Map.of("at", List.of("d/M/yyyy[ H:mm]")));

    @Test
    void cellsBecomeValuesOfTheirFieldsTypes() {
        CsvEvent event =
                read(List.of("at", "how far", "stops", "member", "late"), "25/3/2024 14:05", "2.5", "3", "TRUE", "yes");

        assertThat(event).isInstanceOfSatisfying(CsvEvent.Read.class, read -> {
            assertThat(read.event().get("how_far")).isEqualTo(2.5);
            assertThat(read.event().get("stops")).isEqualTo(3);
            assertThat(read.event().get("member")).isEqualTo(true);
            assertThat(read.time())
                    .isEqualTo(Instant.parse("2024-03-25T14:05:00Z").toEpochMilli());
            assertThat(read.label()).contains(new Label.Category("yes"));
            assertThat(read.id())
                    .as("no column is the id, so the row's number is")
                    .isEqualTo("7");
            assertThat(read.event().get("row")).isEqualTo(7L);
        });
    }

    @Test
    void rowsWithoutATimeColumnAreOneSecondApart() {
        CsvEvent event = read(List.of("how far", "stops", "member"), "", "3", "NA");

        assertThat(event).isInstanceOfSatisfying(CsvEvent.Read.class, read -> {
            assertThat(read.time()).isEqualTo(RowOrder.EPOCH.plusSeconds(7).toEpochMilli());
            assertThat(read.event().get("how_far")).isNull();
            assertThat(read.event().get("member")).isNull();
            assertThat(read.label()).isEmpty();
        });
    }

    @Test
    void aValueThatCannotBeReadIsNamedWithWhatWouldBeRight() {
        List<String> columns = List.of("at", "how far", "stops", "member");

        assertThat(reason(read(columns, "25/3/2024", "far", "3", "")))
                .isEqualTo("rides.csv:8: found \"far\" in column how far; right is a number");
        assertThat(reason(read(columns, "25/3/2024", "", "2.5", "")))
                .endsWith("in column stops; right is a whole number");
        assertThat(reason(read(columns, "2024-03-25", "", "2", "")))
                .endsWith("right is a time written d/M/yyyy[ H:mm]");
        assertThat(reason(read(columns, "", "", "2", ""))).contains("found nothing in column at");
    }

    @Test
    void aFieldWithoutAColumnIsRefused() {
        assertThatThrownBy(() -> CsvRecords.of(target(LabelType.STRING), DIALECT, FILE, List.of("at", "stops")))
                .isInstanceOf(CsvProblem.class)
                .hasMessage(
                        "rides.csv: there is no column for the schema's how_far, member; found the columns at, stops");
    }

    @Test
    void labelsAreReadAsTheirType() {
        assertThat(label(LabelType.LONG, "1.0")).contains(new Label.Category("1"));
        assertThat(label(LabelType.BOOLEAN, "True")).contains(new Label.Category("true"));
        assertThat(label(LabelType.DOUBLE, "2.5")).contains(new Label.Quantity(2.5));
        assertThat(label(LabelType.STRING, "NA")).isEmpty();
    }

    private static Optional<Label> label(LabelType type, String text) {
        List<String> columns = List.of("how far", "stops", "member", "late");
        CsvRow row = new CsvRow.Fields(
                new RowPlace("rides.csv", 8, 7), ByteBuffer.allocate(0), List.of("1", "2", "true", text));
        return ((CsvEvent.Read)
                        CsvRecords.of(target(type), DIALECT, FILE, columns).read(row))
                .label();
    }

    private static CsvEvent read(List<String> columns, String... values) {
        CsvRow row = new CsvRow.Fields(new RowPlace("rides.csv", 8, 7), ByteBuffer.allocate(0), List.of(values));
        return CsvRecords.of(target(LabelType.STRING), DIALECT, FILE, columns).read(row);
    }

    private static String reason(CsvEvent event) {
        return ((CsvEvent.Broken) event).reason();
    }

    private static CsvTarget target(LabelType type) {
        return new CsvTarget(EVENT, "row", "at", Set.of("row", "at"), Optional.of(new CsvTarget.LabelOf("late", type)));
    }
}
