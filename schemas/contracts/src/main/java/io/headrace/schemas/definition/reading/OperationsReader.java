package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.Rollout;
import java.util.Map;
import java.util.Optional;

/** Reads what happens to a trained model: {@code gates}, {@code rollout} and {@code monitor}. */
final class OperationsReader {

    static final Map<String, Rollout.Mode> MODES =
            Map.of("automatic", Rollout.Mode.AUTOMATIC, "approved", Rollout.Mode.APPROVED);

    private static final int FEWEST_ROWS = 50;
    private static final int MOST_ROWS = 10_000_000;

    private OperationsReader() {}

    static Gates gates(Section section, ProblemDraft problem) {
        Optional<Boolean> wanted = section.find("success").flatMap(Entry::truth);
        if (wanted.orElse(false) && !problem.statesSuccess()) {
            section.mistakeAtKey("success", "there is no problem.success to hold a model against; state one there");
        }
        boolean beatTrivial = section.find("beatTrivial").flatMap(Entry::truth).orElse(Defaults.GATE_TRIVIAL.value());
        return new Gates(
                success(problem).filter(_ -> wanted.orElse(Defaults.GATE_SUCCESS.value())),
                beatTrivial,
                section.find("champion").map(OperationsReader::champion).orElse(Defaults.GATE_CHAMPION.value()));
    }

    private static Optional<Criterion> success(ProblemDraft problem) {
        return problem.whole().flatMap(Problem::success);
    }

    private static Gates.ChampionGate champion(Entry entry) {
        Section section = Section.of(entry, Keys.CHAMPION);
        Gates.ChampionGate usual = Defaults.GATE_CHAMPION.value();
        return new Gates.ChampionGate(
                section.find("enabled").flatMap(Entry::truth).orElse(usual.enabled()),
                section.find("significance")
                        .flatMap(value -> value.between(0, 1))
                        .orElse(usual.significance()));
    }

    static Rollout rollout(Section section) {
        return new Rollout(
                section.find("mode").flatMap(entry -> entry.oneOf(MODES)).orElse(Defaults.ROLLOUT.value()));
    }

    static Monitoring monitor(Section section) {
        return new Monitoring(
                rows(section, "window").orElse(Defaults.MONITOR_WINDOW.value()),
                section.find("falseAlarmRate")
                        .flatMap(entry -> entry.between(0, 1))
                        .orElse(Defaults.FALSE_ALARM_RATE.value()),
                section.find("minimumPsi")
                        .flatMap(entry -> entry.between(0, 10))
                        .orElse(Defaults.MINIMUM_PSI.value()),
                rows(section, "labelledWindow").orElse(Defaults.LABELLED_WINDOW.value()),
                section.find("performanceDrop")
                        .flatMap(entry -> entry.between(0, 1))
                        .orElse(Defaults.PERFORMANCE_DROP.value()),
                section.find("coolDown").flatMap(Entry::duration).orElse(Defaults.COOL_DOWN.value()));
    }

    private static Optional<Integer> rows(Section section, String key) {
        return section.find(key).flatMap(entry -> entry.integer(FEWEST_ROWS, MOST_ROWS));
    }
}
