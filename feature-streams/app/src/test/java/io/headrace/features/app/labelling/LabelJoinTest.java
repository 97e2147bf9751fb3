package io.headrace.features.app.labelling;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.app.labelling.JoinListener.Count;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelJoinTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = 24 * HOUR;
    private static final long EARLY_FOR = 10 * DAY;
    private static final long NOON = 1_767_268_800_000L;
    private static final byte[] ROW = {1};
    private static final Label POSITIVE = new Label.Category("true");

    private final InMemoryEvents events = new InMemoryEvents();
    private final Heard heard = new Heard();

    private record Made(String id, LabelSource source) {}

    private static final class Heard implements JoinListener {

        private final List<Made> made = new ArrayList<>();
        private final Map<Count, Integer> counts = new EnumMap<>(Count.class);

        @Override
        public void labelled(String eventId, Awaited.Row row, Label label, long labelTime, LabelSource source) {
            made.add(new Made(eventId, source));
        }

        @Override
        public void counted(Count count) {
            counts.merge(count, 1, Integer::sum);
        }
    }

    @Test
    void whatWaitsWhenTheDefinitionChangesGetsItsLabelUnderTheNewRules() {
        LabelJoin before = join(rules(8), JoinProgress.at(0));
        before.advance(NOON);
        before.row("e1", NOON, NOON, ROW);

        LabelJoin after = join(rules(9), before.progress());
        after.advance(NOON + 8 * DAY + 2 * HOUR);
        assertThat(heard.made).isEmpty();

        after.advance(NOON + 9 * DAY + 2 * HOUR);
        assertThat(heard.made).containsExactly(new Made("e1", LabelSource.SILENCE));
        after.advance(NOON + 40 * DAY);
        assertThat(events.remembered()).isZero();
    }

    @Test
    void aShorterWaitHoldsForWhatWaitsAlready() {
        LabelJoin before = join(rules(9), JoinProgress.at(0));
        before.row("e1", NOON, NOON, ROW);

        LabelJoin after = join(rules(8), before.progress());
        after.advance(NOON + 8 * DAY + 2 * HOUR);

        assertThat(heard.made).containsExactly(new Made("e1", LabelSource.SILENCE));
    }

    @Test
    void anEventOfLastYearBesideTodaysIsWaitedForAsLongAsAnyOther() {
        LabelJoin join = join(rules(8), JoinProgress.at(0));
        long then = NOON - 365 * DAY;
        join.advance(NOON);
        join.row("old", NOON, then, ROW);
        join.advance(NOON + DAY);
        join.label(new GivenLabel("old", POSITIVE, then + HOUR), NOON + DAY);

        assertThat(heard.made).containsExactly(new Made("old", LabelSource.GIVEN));
    }

    @Test
    void aLabelOfLastYearBeforeItsEventIsKept() {
        LabelJoin join = join(rules(8), JoinProgress.at(0));
        long then = NOON - 365 * DAY;
        join.advance(NOON);
        join.label(new GivenLabel("old", POSITIVE, then + HOUR), NOON);
        join.advance(NOON + DAY);
        join.row("old", NOON + DAY, then, ROW);

        assertThat(heard.made).containsExactly(new Made("old", LabelSource.GIVEN));
    }

    /** Labels of last year, then weeks of live events, then last year's: all are in the topics before anything is read. */
    @Test
    void aLabelIsKeptHoweverMuchIsReadBeforeItsEvent() {
        LabelJoin join = join(rules(8), JoinProgress.at(0));
        long then = NOON - 365 * DAY;
        for (int i = 0; i < 2_000; i++) {
            join.label(new GivenLabel("old" + i, POSITIVE, then + HOUR), then + HOUR);
        }
        for (int hour = 0; hour < 1_000; hour++) {
            join.advance(NOON + hour * HOUR);
            join.pass(1);
        }
        for (int i = 0; i < 2_000; i++) {
            join.row("old" + i, NOON + 1_000 * HOUR, then, ROW);
        }

        assertThat(heard.made).hasSize(2_000).extracting(Made::source).containsOnly(LabelSource.GIVEN);
        assertThat(join.progress().labelsWaiting()).isZero();
    }

    @Test
    void aLabelWhoseEventNeverComesIsGivenUpWhenBothClocksSaySo() {
        LabelJoin join = join(rules(8), JoinProgress.at(0));
        join.label(new GivenLabel("lost", POSITIVE, NOON), NOON);
        for (int day = 0; day < 300; day++) {
            join.advance(NOON + day * DAY);
        }
        assertThat(heard.counts).doesNotContainKey(Count.ORPHANED_LABEL);

        join.pass(EARLY_FOR + 1);
        join.advance(NOON + 320 * DAY);

        assertThat(heard.counts).containsEntry(Count.ORPHANED_LABEL, 1);
        assertThat(events.remembered()).isZero();
        assertThat(events.scheduled()).isZero();
    }

    @Test
    void aLabelIsKeptWhileEventsAreWaitedForHoweverQuietItIs() {
        LabelJoin join = join(rules(1), JoinProgress.at(0));
        join.label(new GivenLabel("e1", POSITIVE, NOON), NOON);
        join.pass(EARLY_FOR);
        join.row("e1", NOON, NOON, ROW);

        assertThat(heard.made).containsExactly(new Made("e1", LabelSource.GIVEN));
    }

    @Test
    void aJumpInTimeGivesUpNoMoreAtOnceThanAStepMay() {
        LabelJoin join = join(rules(8), JoinProgress.at(0));
        for (int i = 0; i < 20_000; i++) {
            join.row("e" + i, NOON, NOON, ROW);
        }

        join.advance(NOON + 30 * DAY);
        assertThat(heard.made).hasSizeLessThanOrEqualTo(500);

        for (int step = 0; step < 40; step++) {
            join.advance(NOON + 30 * DAY);
        }
        assertThat(heard.made).hasSize(20_000);
    }

    @Test
    void whatIsOverCountsAsGivenUpBeforeItsStepComes() {
        LabelJoin join = join(rules(8), JoinProgress.at(0));
        for (int i = 0; i < 2_000; i++) {
            join.row("e" + i, NOON, NOON, ROW);
        }
        join.advance(NOON + 30 * DAY);

        join.label(new GivenLabel("e999", POSITIVE, NOON + HOUR), NOON + 30 * DAY);

        assertThat(heard.made)
                .contains(new Made("e999", LabelSource.SILENCE))
                .doesNotContain(new Made("e999", LabelSource.GIVEN));
    }

    private LabelJoin join(LabelRules rules, JoinProgress progress) {
        return new LabelJoin(rules, events, progress, heard);
    }

    private static LabelRules rules(int days) {
        return new LabelRules(days * DAY, days * DAY + HOUR, EARLY_FOR, Optional.of(new Label.Category("false")), HOUR);
    }
}
