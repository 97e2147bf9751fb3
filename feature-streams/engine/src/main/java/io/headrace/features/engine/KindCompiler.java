package io.headrace.features.engine;

import io.headrace.features.timeline.DecayedRunning;
import io.headrace.features.timeline.FrequencyRunning;
import io.headrace.schemas.definition.Feature;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups a stage's quantiles, decayed aggregates, streaks and sessions by what they read. */
final class KindCompiler {

    private final Columns columns;
    private final Sketches<FrequencyRunning> quantiles = new Sketches<>(FrequencyRunning::new);
    private final Map<Long, Sketches<DecayedRunning>> decayed = new LinkedHashMap<>();
    private final Map<Columns.Ref, List<Streaks.Streak>> streaks = new LinkedHashMap<>();
    private final List<Sessions.Session> sessions = new ArrayList<>();

    KindCompiler(Columns columns) {
        this.columns = columns;
    }

    void add(Feature.Quantile quantile, int place) {
        String name = quantile.name();
        BigDecimal at = BigDecimal.valueOf(quantile.at());
        Columns.Ref column = columns.of(name, quantile.operand());
        quantiles.add(
                columns,
                columns.of(name, column, new Columns.Kept.Frequencies()),
                quantile.window().excludingThis(),
                Reach.of(name, quantile.window().extent()),
                (values, _, into) -> into.number(place, values.quantile(at)));
    }

    void add(Feature.Decayed feature, int place) {
        String name = feature.name();
        long halfLife = LookBack.millis(name, feature.halfLife());
        Columns.Ref column = columns.of(name, feature.operand());
        decayed.computeIfAbsent(halfLife, length -> new Sketches<>(() -> new DecayedRunning(length)))
                .add(
                        columns,
                        columns.of(name, column, new Columns.Kept.Decayed(halfLife)),
                        feature.excludingThis(),
                        new Reach(LookBack.millis(name, feature.over()), Reach.ALL),
                        (values, time, into) -> into.number(
                                place,
                                switch (feature.function()) {
                                    case COUNT -> values.count(time);
                                    case SUM -> values.sum(time);
                                    case MEAN -> values.mean(time);
                                }));
    }

    void add(Feature.Streak streak, int place) {
        streaks.computeIfAbsent(columns.ofCondition(streak.name(), streak.condition()), _ -> new ArrayList<>())
                .add(new Streaks.Streak(
                        Reach.of(streak.name(), streak.window().extent()),
                        streak.window().excludingThis(),
                        place));
    }

    void add(Feature.Session session, int place) {
        columns.keepGaps(session.name());
        sessions.add(new Sessions.Session(LookBack.millis(session.name(), session.gap()), session.measure(), place));
    }

    /** To be called when all columns are there. */
    List<Answers> compile() {
        List<Answers> answers = new ArrayList<>(quantiles.compile(columns));
        decayed.values().forEach(sketches -> answers.addAll(sketches.compile(columns)));
        streaks.forEach((column, those) -> answers.add(new Streaks(columns.place(column), those)));
        if (!sessions.isEmpty()) {
            answers.add(new Sessions(columns.placeOfGaps(), sessions));
        }
        return answers;
    }
}
