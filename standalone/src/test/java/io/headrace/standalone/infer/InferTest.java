package io.headrace.standalone.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.LabelType;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InferTest {

    private static final String[] TOWNS = {"Ghent", "Liège", "Namur"};
    private static final LocalDateTime START = LocalDateTime.parse("2024-01-01T00:00");
    private static final String AWKWARD = "true,in,type,a b,a.b,größe,名前,2024,,\"x,y\",timestamp,duration,size,has,all,"
            + "filter,string,map,list,class,default,string_,on,matches,yes";

    @TempDir
    Path folder;

    private Sheets sheets = new Sheets(Path.of(""));

    @BeforeEach
    void inTheFolder() {
        sheets = new Sheets(folder);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void whateverTheFileTheDefinitionIsValidAndReadsEveryRow(
            String what, String header, BiFunction<Integer, Random, String> row, ProblemKind kind, LabelType type)
            throws IOException {
        Path file = sheets.write(header, 400, row);
        String delimiter = header.contains(";") ? ";" : header.contains("\t") ? "\t" : ",";
        String[] columns = header.split(delimiter, -1);

        PipelineDefinition definition = sheets.definition(sheets.infer(file, columns[columns.length - 1]));

        assertThat(definition.problem().kind()).as(what).isEqualTo(kind);
        assertThat(definition.problem().labelType()).isEqualTo(type);
        assertThat(Sheets.events(file, definition)).hasSize(400).allMatch(CsvEvent.Read.class::isInstance);
        assertThat(Sheets.events(file, definition))
                .extracting(event -> ((CsvEvent.Read) event).label())
                .allMatch(Optional::isPresent);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape(
                        "words",
                        "at,size,town,late",
                        ProblemKind.BINARY,
                        LabelType.STRING,
                        (i, r) -> START.plusMinutes(i) + "," + r.nextDouble() + "," + TOWNS[i % 3] + ","
                                + (r.nextInt(4) == 0 ? "yes" : "no")),
                shape(
                        "truth values in capitals",
                        "size,late",
                        ProblemKind.BINARY,
                        LabelType.BOOLEAN,
                        (_, r) -> r.nextDouble() + "," + (r.nextBoolean() ? "TRUE" : "FALSE")),
                shape(
                        "ones and noughts with a point",
                        "size,late",
                        ProblemKind.BINARY,
                        LabelType.LONG,
                        (_, r) -> r.nextDouble() + "," + r.nextInt(2) + ".0"),
                shape(
                        "several words",
                        "size,town",
                        ProblemKind.MULTICLASS,
                        LabelType.STRING,
                        (_, r) -> r.nextDouble() + "," + TOWNS[r.nextInt(3)]),
                shape(
                        "several numbers",
                        "size,grade",
                        ProblemKind.MULTICLASS,
                        LabelType.LONG,
                        (_, r) -> r.nextDouble() + "," + r.nextInt(5)),
                shape(
                        "decimal commas",
                        "wann;groß;preis",
                        ProblemKind.REGRESSION,
                        LabelType.DOUBLE,
                        (i, r) -> "%02d.%02d.2024;%d,5;1.%03d,25"
                                .formatted(1 + i / 28 % 12, 1 + i % 12, i % 90, r.nextInt(1000))),
                shape(
                        "tabs, American dates",
                        "day\tsize\tlate",
                        ProblemKind.BINARY,
                        LabelType.STRING,
                        (i, r) -> "%d/%d/2024\t%d\t%s"
                                .formatted(1 + i / 34, 1 + i % 28, r.nextInt(), r.nextBoolean() ? "a" : "b")),
                shape(
                        "missing values",
                        "size,town,weight,late",
                        ProblemKind.BINARY,
                        LabelType.STRING,
                        (i, r) ->
                                (i % 5 == 0 ? "NA" : "" + r.nextInt(100)) + "," + (i % 7 == 0 ? "" : TOWNS[i % 3]) + ","
                                        + (i % 3 == 0 ? "not weighed" : "" + r.nextInt(1000)) + ","
                                        + (r.nextBoolean() ? "x" : "y")),
                shape(
                        "awkward names",
                        AWKWARD,
                        ProblemKind.BINARY,
                        LabelType.STRING,
                        (_, r) -> IntStream.range(0, 24)
                                        .mapToObj(_ -> "" + r.nextDouble())
                                        .collect(Collectors.joining(","))
                                + "," + (r.nextBoolean() ? "no" : "true")),
                shape(
                        "row and row_time",
                        "row,row_time,late",
                        ProblemKind.BINARY,
                        LabelType.STRING,
                        (_, r) -> r.nextDouble() + "," + r.nextDouble() + "," + (r.nextBoolean() ? "x" : "y")),
                shape(
                        "a label of signs",
                        "size,verdict",
                        ProblemKind.MULTICLASS,
                        LabelType.STRING,
                        (_, r) -> r.nextDouble() + ","
                                + List.of("<=50K", ">50K", "a: \\b", "# no", "on")
                                        .get(r.nextInt(5))));
    }

    private static Arguments shape(
            String what, String header, ProblemKind kind, LabelType type, BiFunction<Integer, Random, String> row) {
        return Arguments.of(what, header, row, kind, type);
    }

    @Test
    void columnsTimesAndKnownLabelsBecomeFeatures() throws IOException {
        Path file = sheets.write(
                "at,size,town,late",
                2_000,
                (i, r) -> START.plusMinutes(30L * i) + "," + r.nextDouble() + "," + TOWNS[r.nextInt(3)] + ","
                        + (r.nextInt(10) == 0 ? "yes" : "no"));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.features())
                .extracting(Feature::name)
                .containsExactly("size", "town", "at_hour", "at_weekday", "late_last", "late_last_10", "late_last_100");
        assertThat(definition.events().time()).isEqualTo("at");
        assertThat(definition.problem().positive()).isEqualTo("yes");
        assertThat(definition.problem().metric()).isEqualTo(Metric.LOG_LOSS);
        assertThat(definition.train().minimumExamples()).isLessThan(500);
    }

    @Test
    void numbersThatChangeSlowlyAreComparedWithTheirMeanLately() throws IOException {
        double[] level = {100};
        Path file = sheets.write("at,price,noise,clock,late", 2_000, (i, r) -> {
            level[0] += r.nextGaussian();
            return START.plusMinutes(30L * i) + "," + level[0] + "," + r.nextDouble() + "," + i * 3 / 10.0 + ","
                    + (r.nextBoolean() ? "yes" : "no");
        });

        Finding finding = sheets.infer(file, "late");
        PipelineDefinition definition = sheets.definition(finding);

        assertThat(definition.features())
                .extracting(Feature::name)
                .contains("price_usual", "price_change")
                .doesNotContain("noise_usual", "clock_usual", "clock");
        assertThat(sheets.yaml())
                .contains("price_usual: {mean: price, over: P1D}")
                .contains("price_change: price - price_usual");
        assertThat(finding.leftOut().get("clock")).contains("only ever rises");
    }

    @Test
    void whatCannotBeAFeatureIsLeftOutWithTheReason() throws IOException {
        Path file = sheets.write("id,nothing,always,size,size again,uuid,story,copy,late", 300, (i, r) -> {
            double size = r.nextDouble();
            String late = r.nextBoolean() ? "yes" : "no";
            return i + ",,7," + size + "," + size + "," + new UUID(r.nextLong(), r.nextLong()) + ",once upon " + i
                    + " times," + (late.equals("yes") ? "Y" : "N") + "," + late;
        });

        Finding finding = sheets.infer(file, "late");
        PipelineDefinition definition = sheets.definition(finding);

        assertThat(finding.leftOut().keySet())
                .containsExactly("id", "nothing", "always", "size_again", "uuid", "story", "copy");
        assertThat(definition.features()).extracting(Feature::name).startsWith("size", "late_last");
        assertThat(definition.events().schema().getField("copy"))
                .as("not even in the event")
                .isNull();
        assertThat(sheets.yaml())
                .contains("id is an identifier")
                .contains("always is always \"7\"")
                .contains("size again is the same as size")
                .contains("copy is a copy of the label late");
    }

    @Test
    void aColumnThatNearlyGivesTheLabelAwayIsFlagged() throws IOException {
        Path file = sheets.write("leak,size,late", 500, (_, r) -> {
            int late = r.nextInt(2);
            return (late * 10 + r.nextDouble()) + "," + r.nextDouble() + "," + late;
        });

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.features()).extracting(Feature::name).contains("leak");
        assertThat(sheets.yaml()).containsPattern("leak: leak .*⚠ by itself tells the label nearly always");
    }

    @Test
    void stationsThatReportTogetherAreKeys() throws IOException {
        Path file = sheets.write(
                "day,station,rain,wet",
                900,
                (i, r) -> LocalDate.parse("2024-01-01").plusDays(i / 3) + "," + TOWNS[i % 3] + "," + r.nextDouble()
                        + "," + r.nextInt(2));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "wet"));

        assertThat(definition.events().keys()).containsExactly("station");
        assertThat(definition.features()).extracting(Feature::name).contains("wet_by_station_last", "station_pause");
    }

    @Test
    void anEventIsComparedWithThePastOfItsEntityWhereThatTells() throws IOException {
        Path file = sheets.write("at,card,home,channel,shop,note,amount,tip,points,late", 1_200, (i, r) -> {
            int card = r.nextInt(20);
            return String.join(
                    ",",
                    START.plusMinutes(10L * i).toString(),
                    "card" + card,
                    TOWNS[card % 3],
                    List.of("web", "app", "till").get(r.nextInt(3)),
                    "shop" + r.nextInt(9),
                    "kind" + r.nextInt(4),
                    "" + r.nextDouble(),
                    "" + r.nextDouble(),
                    "" + r.nextInt(5),
                    r.nextInt(4) == 0 ? "yes" : "no");
        });
        InferRequest asked = new InferRequest(
                file, "late", Optional.of("at"), Optional.empty(), List.of("card"), folder.resolve("sheet.yaml"));

        PipelineDefinition definition = sheets.definition(Infer.run(asked));

        List<String> past = definition.features().stream()
                .map(Feature::name)
                .filter(name -> name.contains("_by_card_") && !name.startsWith("late_"))
                .toList();
        assertThat(past.stream().filter(name -> name.endsWith("_usual")))
                .as("two of the three categories")
                .hasSize(2)
                .isSubsetOf("channel_by_card_usual", "shop_by_card_usual", "note_by_card_usual");
        assertThat(past.stream().filter(name -> name.endsWith("_kinds"))).hasSize(2);
        assertThat(past)
                .as("neither what every card has one of, nor a few numbers")
                .contains("amount_by_card_zscore", "tip_by_card_zscore")
                .doesNotContain("home_by_card_usual", "home_by_card_kinds", "points_by_card_zscore")
                .hasSize(6);
        assertThat(sheets.yaml())
                .containsPattern("amount_by_card_zscore: \\{zscore: amount, by: card, over: P[0-9]+D\\}");
    }

    @Test
    void entitiesThatComeOnceHaveNoPastToCompareWith() throws IOException {
        Path file = sheets.write(
                "at,card,channel,amount,late",
                600,
                (i, r) -> START.plusMinutes(10L * i) + ",card" + (i % 400) + "," + TOWNS[r.nextInt(3)] + ","
                        + r.nextDouble() + "," + r.nextInt(2));
        InferRequest asked = new InferRequest(
                file, "late", Optional.of("at"), Optional.empty(), List.of("card"), folder.resolve("sheet.yaml"));

        assertThat(sheets.definition(Infer.run(asked)).features())
                .extracting(Feature::name)
                .contains("card_pause")
                .doesNotContain("channel_by_card_usual", "amount_by_card_zscore");
    }

    @Test
    void rowsOutOfOrderAreTakenInTheirOrderAndTheDatesOnlyForTheCalendar() throws IOException {
        Path file = sheets.write(
                "day,size,late",
                500,
                (_, r) -> LocalDate.parse("2024-01-01").plusDays(r.nextInt(300)) + "," + r.nextDouble() + ","
                        + r.nextInt(2));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.events().time()).isEqualTo("row_time");
        assertThat(definition.features()).extracting(Feature::name).contains("day_weekday", "day_month");
        assertThat(sheets.yaml()).contains("Rows are not in the order of day");
    }

    @Test
    void slightDisorderOfTheTimeThatWasAskedForIsLateness() throws IOException {
        Path file = sheets.write(
                "at,size,late",
                500,
                (i, r) -> START.plusMinutes(10L * i - r.nextInt(90)) + "," + r.nextDouble() + "," + r.nextInt(2));
        InferRequest asked = new InferRequest(
                file, "late", Optional.of("at"), Optional.empty(), List.of("size"), folder.resolve("sheet.yaml"));

        PipelineDefinition definition = sheets.definition(Infer.run(asked));

        assertThat(definition.events().time()).isEqualTo("at");
        assertThat(definition.events().lateness()).hasHours(2);
        assertThat(definition.events().keys()).containsExactly("size");
        assertThat(definition.features())
                .as("a decimal number that is a key is a text in the event")
                .extracting(Feature::name)
                .contains("size_number");
    }

    @Test
    void aThousandColumnsAreNoTrouble() throws IOException {
        String header = IntStream.range(0, 999).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + ",late";
        Path file = sheets.write(
                header,
                300,
                (_, r) -> IntStream.range(0, 999)
                                .mapToObj(_ -> "" + r.nextInt(1000))
                                .collect(Collectors.joining(",")) + "," + r.nextInt(2));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.features()).hasSizeGreaterThan(990);
    }

    @Test
    void aRuleThatTheWholeFileObeysIsWrittenWithItsEvidence() throws IOException {
        Path file = sheets.write(
                "pieces,weight,late", 1_500, (_, r) -> r.nextInt(50) + "," + r.nextDouble() * 9 + "," + r.nextInt(2));

        PipelineDefinition definition = sheets.definition(sheets.infer(file, "late"));

        assertThat(definition.clean().rules()).hasSize(1);
        assertThat(sheets.yaml())
                .containsPattern("- \\{name: pieces-not-negative, require: pieces >= 0} +.*whole, 0 … 49 in 1,500 rows")
                .contains("{name: weight-not-negative");
    }
}
