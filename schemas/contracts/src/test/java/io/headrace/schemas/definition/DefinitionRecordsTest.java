package io.headrace.schemas.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionRecordsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Schema EVENT = SchemaBuilder.record("Event")
            .fields()
            .requiredString("id")
            .requiredLong("at")
            .endRecord();

    @ParameterizedTest
    @MethodSource("invalid")
    void cannotBeInvalid(String message, Supplier<Object> construction) {
        assertThatIllegalArgumentException().isThrownBy(construction::get).withMessageContaining(message);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                bad("no pipeline name", () -> new PipelineName("My pipeline")),
                bad("between 0 and 1", () -> new Gates.ChampionGate(true, 1)),
                bad("leave some unseen", () -> new Training.Split(0.7, 0.3)),
                bad("leave some unseen", () -> new Training.Split(Double.NaN, 0.3)),
                bad("train.trials is 1 or more", () -> new Training.Budget(0)),
                bad("train.window is 1 or more", () -> new Training.Window.Examples(0)),
                bad("above zero", () -> new Training.Window.Time(Duration.ZERO)),
                bad("train.families is empty", () -> training(List.of(), 1)),
                bad("train.minimumExamples is 1 or more", () -> training(List.of(ModelFamily.LINEAR), 0)),
                bad("labels.within", () -> new Labels("id", Duration.ofDays(-1), Labels.Silence.UNLABELLED)),
                bad("clean.deduplicate", () -> new Cleaning(Duration.ZERO, List.of(), Map.of())),
                bad("names of their own", () -> new Cleaning(DAY, List.of(rule(), rule()), Map.of())),
                bad("the rule r is empty", () -> new CleaningRule.Repair("r", Map.of())),
                bad("no such field", () -> new Events(EVENT, "id", "time", List.of(), DAY, DAY)),
                bad(
                        "events are records",
                        () -> new Events(Schema.create(Schema.Type.INT), "id", "at", List.of(), DAY, DAY)),
                bad("finite", () -> new Criterion(Metric.F1, Criterion.Comparison.AT_LEAST, Double.NaN)),
                bad("does not have the classes", () -> problem(ProblemKind.BINARY, LabelType.STRING, "a")),
                bad("does not have the classes", () -> problem(ProblemKind.BINARY, LabelType.STRING, "a", "a")),
                bad("does not have the classes", () -> problem(ProblemKind.REGRESSION, LabelType.DOUBLE, "a")),
                bad("does not judge", () -> problem(ProblemKind.REGRESSION, LabelType.DOUBLE)),
                bad("fields is empty", () -> new Reference("r", "id", Optional.empty(), new TreeMap<>())),
                bad(
                        "is the time of a row",
                        () -> new Reference(
                                "r", "id", Optional.of("a"), new TreeMap<>(Map.of("a", FeatureKind.NUMERIC)))),
                bad("the key of x is empty", () -> new Feature.Lookup("x", FeatureKind.NUMERIC, "r", "a", "")),
                bad("a feature's name", () -> new Feature.Numeric("two words", "1")),
                bad("the expression of x is empty", () -> new Feature.Categorical("x", " ")),
                bad("x.by is empty", () -> new Feature.TimeSinceLast("x", List.of())),
                bad("x.over", () -> new Feature.LabelRate("x", List.of("id"), Duration.ZERO)),
                bad("monitor.minimumPsi", () -> new Monitoring(1, 0.1, -1, 1, 0.1, DAY)),
                bad("monitor.falseAlarmRate", () -> new Monitoring(1, 0, 1, 1, 0.1, DAY)));
    }

    @Test
    void keepFieldsSortedWhateverTheOrderTheyCameIn() {
        CleaningRule.Repair repair = new CleaningRule.Repair("r", Map.of("b", "1", "a", "2", "c", "3"));

        assertThat(repair.assignments().keySet()).containsExactly("a", "b", "c");
    }

    private static Arguments bad(String message, Supplier<Object> construction) {
        return Arguments.of(message, construction);
    }

    private static CleaningRule rule() {
        return new CleaningRule.Require("r", "true", CleaningRule.Otherwise.DROP);
    }

    private static Training training(List<ModelFamily> families, int minimum) {
        return new Training(
                new Training.Window.Examples(1),
                OptionalInt.empty(),
                minimum,
                new Training.Split(0.5, 0.3),
                families,
                new Training.Budget(1),
                1);
    }

    private static Problem problem(ProblemKind kind, LabelType type, String... classes) {
        return new Problem(kind, "label", type, List.of(classes), Metric.F1, Optional.empty(), List.of());
    }
}
