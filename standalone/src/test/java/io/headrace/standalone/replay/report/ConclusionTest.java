package io.headrace.standalone.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.feature.Label;
import io.headrace.standalone.replay.prequential.Prequential;
import io.headrace.standalone.replay.prequential.Scored;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ConclusionTest {

    private static final Problem LATE = SampleReports.problem(ProblemKind.BINARY, "late", "no", "yes");

    @Test
    void tellsTheModelsAndBothBaselines() {
        assertThat(lines(row -> row % 3 == 0 ? "yes" : "no", 0))
                .hasSize(5)
                .satisfies(lines -> assertThat(lines.getFirst()).startsWith("90 labelled rows"))
                .satisfies(lines -> assertThat(lines.get(1)).contains("the models", "accuracy 0.667"));
    }

    @Test
    void saysWhatWasNotJudgedAndWhy() {
        assertThat(lines(row -> row % 3 == 0 ? "" : row % 3 == 1 ? "maybe" : "no", 4))
                .last()
                .asString()
                .endsWith("not judged: 30 without a label, 30 labelled neither no nor yes, 4 in quarantine");
    }

    @Test
    void leavesOutFiguresThatOneClassAloneDoesNotDefine() {
        assertThat(lines(_ -> "no", 0))
                .noneMatch(line -> line.contains("NaN"))
                .anyMatch(line -> line.contains("accuracy 1.000"));
    }

    @Test
    void hasNoFiguresWhereNothingIsLabelled() {
        assertThat(lines(_ -> "", 0))
                .first()
                .isEqualTo("No row was judged, for of none that was scored a label became known");
    }

    /** Of 90 rows that are all taken for "no". */
    private static List<String> lines(IntFunction<String> label, int quarantined) {
        Prequential prequential = Prequential.of(LATE, 0);
        for (int row = 0; row < 90; row++) {
            prequential.scored(row, row, new Scored.Classes(0, "no", Map.of("no", 0.8, "yes", 0.2)));
            if (!label.apply(row).isEmpty()) {
                prequential.labelled(row, new Label.Category(label.apply(row)));
            }
        }
        return Conclusion.of(
                new ReplayReport(
                        "rides",
                        "5a".repeat(32),
                        List.of("rides.csv"),
                        0,
                        LATE,
                        new Counts(90, 90, quarantined, 0, 90, 90, 90),
                        List.of(),
                        prequential.evaluate(),
                        List.of(),
                        Map.of(),
                        Drift.none(),
                        new Timings(Duration.ofSeconds(1), Duration.ofSeconds(1), Map.of())),
                0);
    }
}
