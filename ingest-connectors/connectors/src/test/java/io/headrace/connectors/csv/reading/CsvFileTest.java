package io.headrace.connectors.csv.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.CsvDialect;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    @TempDir
    Path folder;

    @Test
    void quotedFieldsMayHoldDelimitersQuotesAndLineEndsAndLinesAreCountedThroughThem() throws IOException {
        Path file = write("a,b\n\"x,\"\"y\"\"\",\"one\ntwo\"\n\n  3 , 4 \n");

        List<CsvRow> rows = read(file, CsvDialect.STANDARD);

        assertThat(rows.get(0)).isInstanceOfSatisfying(CsvRow.Fields.class, row -> {
            assertThat(row.values()).containsExactly("x,\"y\"", "one\ntwo");
            assertThat(row.place()).isEqualTo(new RowPlace(file.toString(), 2, 1));
        });
        assertThat(rows.get(1)).isInstanceOfSatisfying(CsvRow.Fields.class, row -> {
            assertThat(row.values()).containsExactly("3", "4");
            assertThat(row.place().line()).isEqualTo(5);
            assertThat(row.place().row()).isEqualTo(2);
        });
    }

    @Test
    void aRowWithTooFewFieldsIsBrokenAndKeepsItsText() throws IOException {
        List<CsvRow> rows = read(write("a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3,\n"), CsvDialect.STANDARD);

        assertThat(rows.get(1)).isInstanceOfSatisfying(CsvRow.Broken.class, row -> {
            assertThat(row.reason()).endsWith(":3: found 2 fields; right is 3, one for each column");
            assertThat(text(row)).isEqualTo("4,5");
        });
        assertThat(rows.get(2)).isInstanceOf(CsvRow.Broken.class);
        assertThat(rows.get(3)).as("an empty field at the end is no field").isInstanceOf(CsvRow.Fields.class);
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneLine() throws IOException {
        List<CsvRow> rows = read(write("a,b\n1,\"two\n3,4\n5,6\n"), CsvDialect.STANDARD);

        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst())
                .isInstanceOfSatisfying(
                        CsvRow.Broken.class, row -> assertThat(row.found()).contains("quote that is not closed"));
        assertThat(rows.getLast()).isInstanceOf(CsvRow.Fields.class);
        assertThat(rows.getLast().place().line()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void readsEveryCharset(String name) throws IOException {
        Path file = folder.resolve("x.csv");
        Files.write(file, "größe,b\nfünf,2\n".getBytes(Charset.forName(name)));

        CsvDialect dialect = DialectSniffer.sniff(file);
        try (CsvFile rows = CsvFile.open(file, dialect)) {
            assertThat(rows.columns()).containsExactly("größe", "b");
            assertThat(rows.next())
                    .get()
                    .isInstanceOfSatisfying(
                            CsvRow.Fields.class, row -> assertThat(row.values()).containsExactly("fünf", "2"));
        }
    }

    @Test
    void bytesThatAreNotInTheCharsetBreakTheirRowOnly() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.write(file, "a,b\n1,2\nf\u00fcnf,2\n3,4\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read(file, CsvDialect.STANDARD))
                .extracting(row -> row instanceof CsvRow.Broken)
                .containsExactly(false, true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void goesOnFromEveryPositionWithTheSameRows(String lineEnd) throws IOException {
        String text = "a,b\n1,\"x\ny\"\n\n2,ü\n3\n4,\"z\"\n5,".replace("\n", lineEnd);
        for (Path file : List.of(write(text), packed(text))) {
            List<String> whole = described(read(file, CsvDialect.STANDARD));
            for (int rows = 0; rows <= whole.size(); rows++) {
                CsvPosition position;
                try (CsvFile first = CsvFile.open(file, CsvDialect.STANDARD)) {
                    for (int i = 0; i < rows; i++) {
                        first.next();
                    }
                    position = first.position();
                }
                try (CsvFile second = CsvFile.open(file, CsvDialect.STANDARD, position, rows)) {
                    assertThat(described(rest(second))).isEqualTo(whole.subList(rows, whole.size()));
                }
            }
        }
    }

    @Test
    void aFileThatGrowsIsFollowedRowByWholeRow() throws IOException {
        Path file = write("a,b\n1,2\n3");
        try (CsvFile rows = CsvFile.open(file, CsvDialect.STANDARD)) {
            assertThat(rows.nextWhole()).isPresent();
            assertThat(rows.nextWhole()).isEmpty();
            assertThat(rows.hasTail()).isTrue();

            Files.writeString(file, ",4\n\"five\n", StandardOpenOption.APPEND);
            assertThat(rows.nextWhole())
                    .get()
                    .isInstanceOfSatisfying(
                            CsvRow.Fields.class, row -> assertThat(row.values()).containsExactly("3", "4"));
            assertThat(rows.nextWhole()).as("the quote is still open").isEmpty();

            Files.writeString(file, "six\",7\n", StandardOpenOption.APPEND);
            assertThat(rows.nextWhole())
                    .get()
                    .isInstanceOfSatisfying(
                            CsvRow.Fields.class, row -> assertThat(row.values()).containsExactly("five\nsix", "7"));
        }
    }

    @Test
    void saysWhatIsWrongWithAFileAsAWhole() throws IOException {
        Path half = folder.resolve("half.csv.gz");
        byte[] whole = Files.readAllBytes(packed("a,b\n" + "1,2\n".repeat(100_000)));
        Files.write(half, java.util.Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> CsvFile.open(write(""), CsvDialect.STANDARD)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> CsvFile.open(folder.resolve("no.csv"), CsvDialect.STANDARD))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> CsvFile.open(folder, CsvDialect.STANDARD)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> read(half, CsvDialect.STANDARD)).hasMessageContaining("ends in the middle");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    private Path packed(String text) throws IOException {
        Path file = folder.resolve("rows.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static List<CsvRow> read(Path file, CsvDialect dialect) {
        try (CsvFile rows = CsvFile.open(file, dialect)) {
            return rest(rows);
        }
    }

    private static List<CsvRow> rest(CsvFile file) {
        List<CsvRow> rows = new ArrayList<>();
        for (Optional<CsvRow> row = file.next(); row.isPresent(); row = file.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private static List<String> described(List<CsvRow> rows) {
        return rows.stream()
                .map(row -> row.place().line() + " " + row.place().row() + " " + text(row))
                .toList();
    }

    private static String text(CsvRow row) {
        return StandardCharsets.UTF_8.decode(row.text().duplicate()).toString();
    }
}
