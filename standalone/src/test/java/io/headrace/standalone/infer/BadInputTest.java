package io.headrace.standalone.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files nobody should be given, and what is said of them or made of them. */
class BadInputTest {

    @TempDir
    Path folder;

    private Sheets sheets = new Sheets(Path.of(""));

    @BeforeEach
    void inTheFolder() {
        sheets = new Sheets(folder);
    }

    @Test
    void anEmptyFile() throws IOException {
        Path file = Files.createFile(folder.resolve("sheet.csv"));

        assertThatThrownBy(() -> sheets.infer(file, "late"))
                .isInstanceOf(CsvProblem.class)
                .hasMessage(file + ": is empty; a header and rows would be right");
    }

    @Test
    void aHeaderAlone() throws IOException {
        Path file = sheets.write("size,late", 0, (_, _) -> "");

        assertThatThrownBy(() -> sheets.infer(file, "late")).hasMessageContaining("has 0 rows besides its header");
    }

    @Test
    void oneColumn() throws IOException {
        Path file = sheets.write("late", 100, (_, r) -> "" + r.nextInt(2));

        assertThatThrownBy(() -> sheets.infer(file, "late"))
                .isInstanceOf(InferProblem.class)
                .hasMessageContaining("has one column only, late; a column to predict and at least one");
    }

    @Test
    void oneRow() throws IOException {
        Path file = sheets.write("size,late", 1, (_, _) -> "1,yes");

        assertThatThrownBy(() -> sheets.infer(file, "late"))
                .isInstanceOf(InferProblem.class)
                .hasMessageContaining("has 1 row besides its header that can be read; at least 20");
    }

    @Test
    void aLabelWithOneClass() throws IOException {
        Path file = sheets.write("size,late", 100, (_, r) -> r.nextDouble() + ",no");

        assertThatThrownBy(() -> sheets.infer(file, "late"))
                .isInstanceOf(InferProblem.class)
                .hasMessageContaining("the label late has one value only, \"no\", in 100 rows");
    }

    @Test
    void aLabelThatIsMissingInHalfTheRows() throws IOException {
        Path file = sheets.write(
                "size,late", 400, (i, r) -> r.nextDouble() + "," + (i % 2 == 0 ? "" : r.nextBoolean() ? "yes" : "no"));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(sheets.yaml()).contains("50 % of the rows have no label; they are scored and not learned from");
        assertThat(Sheets.events(file, definition))
                .filteredOn(event ->
                        event instanceof CsvEvent.Read read && read.label().isPresent())
                .hasSize(200);
    }

    @Test
    void aLabelThatIsMissingEverywhere() throws IOException {
        Path file = sheets.write("size,late", 100, (_, r) -> r.nextDouble() + ",NA");

        assertThatThrownBy(() -> sheets.infer(file, "late"))
                .hasMessageContaining("the label late is missing in all 100 rows");
    }

    @Test
    void aLabelThatIsNeitherClassesNorAQuantity() throws IOException {
        Path file = sheets.write("size,name", 300, (i, r) -> r.nextDouble() + ",name" + i);

        assertThatThrownBy(() -> sheets.infer(file, "name"))
                .hasMessageContaining("has 300 different texts in 300 rows: too many for classes");
    }

    @Test
    void aLabelThatIsNoColumn() throws IOException {
        Path file = sheets.write("size,late", 100, (_, r) -> r.nextDouble() + ",no");

        assertThatThrownBy(() -> sheets.infer(file, "Late"))
                .hasMessageContaining("--label Late")
                .hasMessageContaining("has no such column; found size, late");
    }

    @Test
    void aBinaryFile() throws IOException {
        Path file = Files.write(folder.resolve("sheet.csv"), new byte[] {'P', 'A', 'R', '1', 0, 1, 2, 3});

        assertThatThrownBy(() -> sheets.infer(file, "late"))
                .isInstanceOf(CsvProblem.class)
                .hasMessageContaining("is a Parquet file, no text; save it as CSV first");
    }

    @Test
    void aRowWithTooFewFields() throws IOException {
        Path file = sheets.write(
                "size,town,late",
                300,
                (i, r) -> i == 150 ? "1.5" : r.nextDouble() + ",Ghent" + i % 3 + "," + r.nextInt(2));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(sheets.yaml())
                .contains("1 row is broken and goes to quarantine")
                .contains("sheet.csv:152: found 1 field");
        assertThat(Sheets.events(file, definition))
                .filteredOn(CsvEvent.Broken.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aTextWhereOthersHaveNumbers() throws IOException {
        Path file = sheets.write(
                "size,town,late",
                300,
                (i, r) -> (i == 150 ? "huge" : r.nextDouble()) + ",Ghent" + i % 3 + "," + r.nextInt(2));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(sheets.yaml())
                .contains("size holds numbers, but not in 1 row, which goes to quarantine: \"huge\" at line 152");
        assertThat(Sheets.events(file, definition))
                .filteredOn(CsvEvent.Broken.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aChangedHeaderInASecondFile() throws IOException {
        Path file = sheets.write("size,town,late", 100, (i, r) -> r.nextDouble() + ",G" + i % 3 + "," + r.nextInt(2));
        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));
        Path second = Files.writeString(folder.resolve("second.csv"), "town,size,late\nG1,1,1\n");

        assertThatThrownBy(() -> CsvFeed.open(List.of(file, second), definition))
                .hasMessageContaining("second.csv: its header is not that of")
                .hasMessageContaining("has the columns in another order");
    }

    @Test
    void datesInTwoFormats() throws IOException {
        DateTimeFormatter belgian = DateTimeFormatter.ofPattern("dd/MM/yyyy");
        Path file = sheets.write("day,size,late", 400, (i, r) -> {
            LocalDate day = LocalDate.parse("2024-01-01").plusDays(i);
            return (i < 200 ? day.toString() : belgian.format(day)) + "," + r.nextDouble() + "," + r.nextInt(2);
        });

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.events().time()).isEqualTo("day");
        assertThat(sheets.yaml()).contains("two formats in one column; tried in this order");
        assertThat(Sheets.events(file, definition)).allMatch(CsvEvent.Read.class::isInstance);
    }

    @Test
    void datesInTwoFormatsInTurn() throws IOException {
        Path file = sheets.write(
                "day,size,late",
                600,
                (i, r) -> String.format(i % 2 == 0 ? "2024-03-%02d" : "%02d/03/2024", 1 + i / 20 % 31)
                        + ",%s,%s".formatted(r.nextDouble(), r.nextInt(2)));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.events().time()).isEqualTo("day");
        assertThat(Sheets.events(file, definition)).allMatch(CsvEvent.Read.class::isInstance);
    }

    @Test
    void aFileWhoseLastLineIsHalfWritten() throws IOException {
        Path file = sheets.write("size,late", 300, (_, r) -> r.nextDouble() + (r.nextBoolean() ? ",yes" : ",no"));
        Files.writeString(file, "0.25,y", StandardOpenOption.APPEND);

        Finding finding = sheets.infer(file, "late");

        assertThat(finding.label().classes()).containsOnlyKeys("yes", "no");
        assertThat(finding.scan().rows()).isEqualTo(301);
    }

    @Test
    void aFileThatGrowsWhileItIsRead() throws Exception {
        Path file = sheets.write("size,late", 3_000, (_, r) -> r.nextDouble() + (r.nextBoolean() ? ",yes" : ",no"));
        long before = Files.size(file);
        try (Growth growth = Growth.of(file, "0.5,yes\n0.25,no\n")) {
            Finding finding = sheets.infer(file, "late");

            assertThat(growth.bytes()).isPositive();
            assertThat(finding.scan().rows()).isGreaterThan(3_000);
            assertThat(finding.label().classes()).containsOnlyKeys("yes", "no");
            assertThat(sheets.definition(finding).problem().classes()).containsExactly("no", "yes");
        }
        assertThat(Files.size(file)).isGreaterThan(before);
    }

    @Test
    void columnsNamedLikeKeywordsOrWithSpacesAndOtherLetters() throws IOException {
        Path file = sheets.write(
                "class,in,null,Größe cm,名前,row,late_last,true",
                400,
                (_, r) -> "c%d,%d,%s,%s,n%d,%d,%s,%s"
                        .formatted(
                                r.nextInt(3),
                                r.nextInt(9),
                                r.nextDouble(),
                                r.nextDouble(),
                                r.nextInt(3),
                                r.nextInt(9),
                                r.nextDouble(),
                                r.nextBoolean() ? "yes" : "no"));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "true"));

        assertThat(definition.problem().label()).isEqualTo("true_");
        assertThat(definition.features())
                .extracting(Feature::name)
                .contains("class", "in_", "null_", "Grosse_cm", "u540du524d", "row", "late_last")
                .doesNotHaveDuplicates();
        assertThat(Sheets.events(file, definition))
                .hasSize(400)
                .allMatch(event ->
                        event instanceof CsvEvent.Read read && read.label().isPresent());
    }

    @Test
    void aLabelThatTheHeaderNamesTwice() throws IOException {
        Path file = sheets.write("late,size,late", 100, (_, r) -> "no,%d,no".formatted(r.nextInt(5)));

        assertThatThrownBy(() -> sheets.infer(file, "late"))
                .isInstanceOf(InferProblem.class)
                .hasMessageEndingWith("has several such columns; right is late or late_2");
    }

    @Test
    void aHundredThousandCategories() throws IOException {
        Path file = sheets.write(
                "shop,size,late",
                120_000,
                (_, r) -> "k" + r.nextInt(100_000) + "," + r.nextDouble() + "," + r.nextInt(2));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.features())
                .extracting(Feature::name)
                .doesNotContain("shop")
                .contains("size");
        assertThat(sheets.yaml())
                .containsPattern(
                        "shop has [0-9,]+ different texts, too many for categories \\(to look back by it: --key\\)");

        InferRequest asked = new InferRequest(
                file, "late", Optional.empty(), Optional.empty(), List.of("shop"), folder.resolve("sheet.yaml"));
        assertThat(sheets.definition(Infer.run(asked)).features())
                .extracting(Feature::name)
                .contains("late_by_shop_last_10", "shop_pause");
    }

    @Test
    void nothingButIdentifiers() throws IOException {
        Path file = sheets.write(
                "id,grade", 100, (i, r) -> i + "," + List.of("a", "b", "c").get(r.nextInt(3)));

        assertThatThrownBy(() -> sheets.definition(sheets.infer(file, "grade")))
                .hasMessageContaining("no column can be a feature: id is an identifier");
    }

    @Test
    void aTimeThatHoldsNoTimes() throws IOException {
        Path file = sheets.write("size,late", 100, (_, r) -> "x" + r.nextInt(5) + "," + r.nextInt(2));
        InferRequest asked = new InferRequest(
                file, "late", Optional.of("size"), Optional.empty(), List.of(), folder.resolve("x.yaml"));

        assertThatThrownBy(() -> Infer.run(asked))
                .hasMessageContaining("--time size holds categories, such as \"x")
                .hasMessageContaining("a column of dates or times is needed");
    }

    @Test
    void aClassThatComesLateInTheFile() throws IOException {
        Path file = sheets.write("size,kind", 60_000, (i, r) -> r.nextInt(9) + "," + (i < 59_000 ? "a" : "b"));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "kind"));

        assertThat(definition.problem().classes()).containsExactlyInAnyOrder("a", "b");
        assertThat(Sheets.events(file, definition)).hasSize(60_000);
    }
}
