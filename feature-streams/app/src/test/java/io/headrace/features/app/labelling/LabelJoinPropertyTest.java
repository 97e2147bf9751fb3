package io.headrace.features.app.labelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.JoinListener.Count;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The label join against its rules written down plainly, over random rows and labels in random order. */
class LabelJoinPropertyTest {

    private static final long WITHIN = 1000;
    private static final long PATIENCE = 1100;
    private static final Label NEGATIVE = new Label.Category("false");
    private static final long EARLY_FOR = 5000;
    private static final LabelRules RULES =
            new LabelRules(WITHIN, PATIENCE, EARLY_FOR, Optional.of(NEGATIVE), PATIENCE);
    private static final LabelRules NEVER_QUIET =
            new LabelRules(WITHIN, PATIENCE, EARLY_FOR, Optional.of(NEGATIVE), Long.MAX_VALUE);

    sealed interface Came {
        record Row(int id, long eventTime) implements Came {}

        record Given(int id, long labelledAt, boolean positive) implements Came {}
    }

    record Made(String row, Label label, long labelTime, LabelSource source) {}

    @Property(tries = 500)
    void examplesAreThoseTheRulesSay(@ForAll("arrivals") List<Came> arrivals, @ForAll boolean slowly) {
        Recorder recorder = new Recorder(NEVER_QUIET, slowly);
        Plain plain = new Plain(slowly);
        arrivals.forEach(came -> {
            recorder.feed(came);
            plain.feed(came);
        });
        recorder.finish();
        plain.finish();

        assertThat(recorder.made).containsExactlyInAnyOrderElementsOf(plain.made);
    }

    @Property(tries = 500)
    void everyRowAndLabelIsInOneOutcomeOrWaits(@ForAll("arrivals") List<Came> arrivals, @ForAll boolean slowly) {
        Recorder recorder = new Recorder(NEVER_QUIET, slowly);
        for (Came came : arrivals) {
            recorder.feed(came);
            JoinProgress progress = recorder.join.progress();
            assertThat(recorder.count(Count.ROW))
                    .isEqualTo(recorder.count(Count.LABELLED)
                            + recorder.count(Count.SILENT)
                            + recorder.count(Count.UNLABELLED)
                            + recorder.count(Count.REPEATED_ROW)
                            + progress.rowsWaiting());
            assertThat(recorder.count(Count.LABEL))
                    .isEqualTo(recorder.count(Count.LABELLED)
                            + recorder.count(Count.REPEATED_LABEL)
                            + recorder.count(Count.LATE_LABEL)
                            + recorder.count(Count.ORPHANED_LABEL)
                            + progress.labelsWaiting());
            assertThat(recorder.events.scheduled()).isEqualTo(recorder.events.remembered());
        }
    }

    @Property(tries = 200)
    void inTheEndNothingIsRemembered(@ForAll("arrivals") List<Came> arrivals) {
        Recorder recorder = new Recorder(RULES, false);
        arrivals.forEach(recorder::feed);
        for (int times = 0; times < 40; times++) {
            recorder.join.pass(EARLY_FOR);
        }

        assertThat(recorder.events.remembered()).isZero();
        assertThat(recorder.join.progress().rowsWaiting()).isZero();
        assertThat(recorder.join.progress().labelsWaiting()).isZero();
    }

    @Property(tries = 200)
    void progressReadBackIsTheProgressThatWasWritten(@ForAll("arrivals") List<Came> arrivals) {
        Recorder recorder = new Recorder(RULES, false);
        arrivals.forEach(recorder::feed);
        JoinProgress progress = recorder.join.progress();

        assertThat(JoinProgress.read(progress.toBytes())).isEqualTo(progress);
    }

    @Provide
    Arbitrary<List<Came>> arrivals() {
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, 12);
        Arbitrary<Long> times = Arbitraries.longs().between(0, 6000);
        Arbitrary<Came> rows = Combinators.combine(ids, times).as(Came.Row::new);
        Arbitrary<Came> labels =
                Combinators.combine(ids, times, Arbitraries.of(true, false)).as(Came.Given::new);
        return Arbitraries.frequencyOf(Tuple.of(3, rows), Tuple.of(2, labels))
                .list()
                .ofMaxSize(60);
    }

    /**
     * The rules, plainly: everything is looked at whenever time goes on. Progress is the latest row's time. Where they come slowly, the
     * wall clock has ended each early label's patience before the next arrival; else no time passes by it.
     */
    private static final class Plain {

        private record Placed(long from, long eventTime) {}

        private record PlacedLabel(long from, Came.Given given) {}

        private final Map<String, Placed> rows = new HashMap<>();
        private final Map<String, PlacedLabel> early = new HashMap<>();
        private final Map<String, Long> settledFrom = new HashMap<>();
        private final List<Made> made = new ArrayList<>();
        private final boolean slowly;
        private long progress = Long.MIN_VALUE / 2;

        Plain(boolean slowly) {
            this.slowly = slowly;
        }

        void feed(Came came) {
            switch (came) {
                case Came.Row(int number, long eventTime) -> {
                    pass(eventTime);
                    String id = "e" + number;
                    if (settledFrom.containsKey(id) || rows.containsKey(id)) {
                        return;
                    }
                    Placed placed = new Placed(Math.max(eventTime, progress), eventTime);
                    PlacedLabel known = early.remove(id);
                    if (known != null && known.given().labelledAt() - eventTime <= WITHIN) {
                        label(id, placed, known.given());
                    } else {
                        rows.put(id, placed);
                    }
                }
                case Came.Given given -> {
                    String id = "e" + given.id();
                    Placed placed = rows.get(id);
                    if (placed != null && given.labelledAt() - placed.eventTime() <= WITHIN) {
                        rows.remove(id);
                        label(id, placed, given);
                    } else if (placed == null && !settledFrom.containsKey(id)) {
                        early.putIfAbsent(id, new PlacedLabel(Math.max(given.labelledAt(), progress), given));
                    }
                }
            }
        }

        void finish() {
            pass(Long.MAX_VALUE / 2);
        }

        private void label(String id, Placed row, Came.Given given) {
            Label label = new Label.Category(Boolean.toString(given.positive()));
            made.add(new Made(
                    row(id, row.eventTime()), label, Math.max(given.labelledAt(), row.eventTime()), LabelSource.GIVEN));
            settledFrom.put(id, row.from());
        }

        private void pass(long to) {
            progress = Math.max(progress, to);
            early.values().removeIf(known -> slowly && known.from() + PATIENCE < progress);
            rows.forEach((id, row) -> {
                if (row.from() + PATIENCE < progress) {
                    made.add(new Made(
                            row(id, row.eventTime()), NEGATIVE, row.eventTime() + WITHIN, LabelSource.SILENCE));
                    settledFrom.put(id, row.from() + WITHIN);
                }
            });
            rows.keySet().removeAll(settledFrom.keySet());
            settledFrom.values().removeIf(from -> from + PATIENCE < progress);
        }
    }

    private static String row(String id, long eventTime) {
        return id + "@" + eventTime;
    }

    /** The join, and what it said. */
    private static final class Recorder implements JoinListener {

        private final InMemoryEvents events = new InMemoryEvents();
        private final LabelJoin join;
        private final boolean slowly;
        private final List<Made> made = new ArrayList<>();
        private final Map<Count, Long> counts = new EnumMap<>(Count.class);
        private long progress;

        Recorder(LabelRules rules, boolean slowly) {
            this.join = new LabelJoin(rules, events, JoinProgress.at(0), this);
            this.slowly = slowly;
        }

        void feed(Came came) {
            if (slowly) {
                join.pass(EARLY_FOR + 1);
            }
            switch (came) {
                case Came.Row(int id, long eventTime) -> {
                    progress = Math.max(progress, eventTime);
                    join.advance(progress);
                    byte[] row = row("e" + id, eventTime).getBytes(StandardCharsets.UTF_8);
                    join.row("e" + id, progress, eventTime, row);
                }
                case Came.Given(int id, long labelledAt, boolean positive) ->
                    join.label(
                            new GivenLabel("e" + id, new Label.Category(Boolean.toString(positive)), labelledAt),
                            Math.max(progress, labelledAt));
            }
        }

        void finish() {
            join.advance(500_000);
            join.pass(0);
        }

        long count(Count count) {
            return counts.getOrDefault(count, 0L);
        }

        @Override
        public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, LabelSource source) {
            made.add(new Made(new String(row.row(), StandardCharsets.UTF_8), label, labelTime, source));
        }

        @Override
        public void counted(Count count) {
            counts.merge(count, 1L, Long::sum);
        }
    }
}
