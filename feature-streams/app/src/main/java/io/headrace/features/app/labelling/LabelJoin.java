package io.headrace.features.app.labelling;

import io.headrace.features.app.labelling.AwaitedEvents.Deadline;
import io.headrace.features.app.labelling.JoinOutcomes.Count;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import java.util.List;
import java.util.Optional;

/**
 * Joins rows with the labels that come later, or with what silence means.
 *
 * <p>An event is a {@link Awaited.Row} until a label that became known within {@code within} of it comes, or the clock
 * has passed its patience. A label that comes first is an {@link Awaited.EarlyLabel} until its row does. Afterwards the
 * event stays {@link Awaited.Settled} for a while, so that a second label is known for one.
 *
 * <p>What comes as a row is not looked at: {@link JoinOutcomes} gets it back. So a row may also be what else is wanted
 * when the label is known.
 *
 * <p>Time is that of the rows, never of the labels: on a replay labels run ahead of rows that have still to be
 * computed, and must not be given up for it. Whatever is over is given up before the next row is looked at, so the
 * outcomes follow from the order of rows and labels alone. A partition on which nothing comes any more has no such time; there a row
 * is given up when it has been waited for as long by the wall clock ({@link #pass}). But not while anything comes, or
 * right after a start: what came in while the process was down is read first.
 *
 * <p>Not thread-safe: one partition's, used by its thread.
 */
public final class LabelJoin {

    private static final int MOST_AT_ONCE = 1000;

    /**
     * How many that may not go yet the wall clock's sweep looks past; those are rows that came late, so they are few.
     */
    private static final int MOST_PASSED_OVER = 100;

    private final LabelRules rules;
    private final AwaitedEvents events;
    private final JoinOutcomes outcomes;
    private JoinProgress progress;
    private long wallClock;
    private long lastRecordAt;

    /** @param startedAt epoch milliseconds by the wall clock */
    public LabelJoin(
            LabelRules rules, AwaitedEvents events, JoinProgress progress, JoinOutcomes outcomes, long startedAt) {
        this.rules = rules;
        this.events = events;
        this.progress = progress;
        this.outcomes = outcomes;
        this.wallClock = startedAt;
        this.lastRecordAt = startedAt;
    }

    public JoinProgress progress() {
        return progress;
    }

    /**
     * Event time goes on, to a row that is about to come: everything that is over by then is given up.
     *
     * @param now epoch milliseconds by the wall clock
     */
    public void advance(long eventTime, long now) {
        wallClock = now;
        lastRecordAt = now;
        progress = progress.after(eventTime, rules.clock());
        sweep();
    }

    /** A row came; {@link #advance} was told of it. */
    public void row(String id, long eventTime, byte[] row) {
        outcomes.counted(Count.ROW);
        Awaited.Row came = new Awaited.Row(wallClock, eventTime, row);
        switch (awaited(id).orElse(null)) {
            case null -> await(id, came);
            case Awaited.EarlyLabel early -> meet(id, came, early);
            case Awaited.Row _, Awaited.Settled _ -> outcomes.counted(Count.REPEATED_ROW);
        }
        sweep();
    }

    /**
     * A label came.
     *
     * @param now epoch milliseconds by the wall clock
     */
    public void label(GivenLabel given, long now) {
        outcomes.counted(Count.LABEL);
        wallClock = now;
        lastRecordAt = now;
        String id = given.eventId();
        switch (awaited(id).orElse(null)) {
            case null -> {
                replace(id, Optional.empty(), new Awaited.EarlyLabel(wallClock, given.labelledAt(), given.label()));
                progress = progress.withLabels(1);
            }
            case Awaited.Row row -> {
                if (inTime(row, given.labelledAt())) {
                    progress = progress.withRows(-1);
                    label(id, row, row, given.label(), given.labelledAt());
                } else {
                    outcomes.counted(Count.LATE_LABEL);
                }
            }
            case Awaited.EarlyLabel _ -> outcomes.counted(Count.REPEATED_LABEL);
            case Awaited.Settled settled ->
                outcomes.counted(
                        switch (settled.how()) {
                            case LABELLED -> Count.REPEATED_LABEL;
                            case SILENT -> Count.LATE_LABEL;
                        });
        }
    }

    /**
     * The wall clock went on. Where nothing has come for a while, gives up what has been waited for long enough by it,
     * too.
     *
     * @param now epoch milliseconds by the wall clock
     */
    public void pass(long now) {
        wallClock = now;
        sweep();
        if (now - lastRecordAt < rules.quiet()) {
            return;
        }
        int passedOver = 0;
        for (Deadline deadline : events.earliest(Long.MAX_VALUE, MOST_AT_ONCE)) {
            Optional<Awaited> awaited = current(deadline);
            boolean over =
                    awaited.map(event -> now - event.since() > rules.patience()).orElse(true);
            if (over) {
                giveUp(deadline, awaited);
            } else if (++passedOver > MOST_PASSED_OVER) {
                return;
            }
        }
    }

    private void meet(String id, Awaited.Row row, Awaited.EarlyLabel early) {
        progress = progress.withLabels(-1);
        if (inTime(row, early.labelTime())) {
            label(id, early, row, early.label(), early.labelTime());
        } else {
            outcomes.counted(Count.LATE_LABEL);
            events.unschedule(new Deadline(rules.deadline(early), id));
            await(id, row);
        }
    }

    private void await(String id, Awaited.Row row) {
        replace(id, Optional.empty(), row);
        progress = progress.withRows(1);
    }

    private boolean inTime(Awaited.Row row, long labelTime) {
        return labelTime - row.eventTime() <= rules.within();
    }

    private void label(String id, Awaited before, Awaited.Row row, Label label, long knownAt) {
        replace(id, Optional.of(before), new Awaited.Settled(row.since(), row.eventTime(), Awaited.How.LABELLED));
        outcomes.counted(Count.LABELLED);
        outcomes.labelled(id, row.row(), label, Math.max(knownAt, row.eventTime()), LabelSource.GIVEN);
    }

    /**
     * What is remembered of an event. What is over by now counts as given up, whether the sweep has got there or not.
     */
    private Optional<Awaited> awaited(String id) {
        Optional<Awaited> found = events.get(id);
        if (found.isPresent() && isOver(found.get())) {
            giveUp(new Deadline(rules.deadline(found.get()), id), found);
            return awaited(id);
        }
        return found;
    }

    private boolean isOver(Awaited awaited) {
        return rules.deadline(awaited) < progress.now();
    }

    private void sweep() {
        List<Deadline> passed = events.earliest(progress.now(), MOST_AT_ONCE);
        while (!passed.isEmpty()) {
            passed.forEach(deadline -> giveUp(deadline, current(deadline)));
            passed = events.earliest(progress.now(), MOST_AT_ONCE);
        }
    }

    /** The awaited event that a deadline is about; empty where it has another deadline by now. */
    private Optional<Awaited> current(Deadline deadline) {
        return events.get(deadline.id()).filter(awaited -> rules.deadline(awaited) == deadline.time());
    }

    private void giveUp(Deadline deadline, Optional<Awaited> awaited) {
        switch (awaited.orElse(null)) {
            case null -> events.unschedule(deadline);
            case Awaited.Row row -> silence(deadline.id(), row);
            case Awaited.EarlyLabel _ -> {
                forget(deadline);
                progress = progress.withLabels(-1);
                outcomes.counted(Count.ORPHANED_LABEL);
            }
            case Awaited.Settled _ -> forget(deadline);
        }
    }

    private void silence(String id, Awaited.Row row) {
        replace(id, Optional.of(row), new Awaited.Settled(wallClock, row.eventTime(), Awaited.How.SILENT));
        progress = progress.withRows(-1);
        rules.silence()
                .ifPresentOrElse(
                        label -> {
                            outcomes.counted(Count.SILENT);
                            outcomes.labelled(
                                    id, row.row(), label, row.eventTime() + rules.within(), LabelSource.SILENCE);
                        },
                        () -> outcomes.counted(Count.UNLABELLED));
    }

    private void forget(Deadline deadline) {
        events.remove(deadline.id());
        events.unschedule(deadline);
    }

    private void replace(String id, Optional<Awaited> before, Awaited after) {
        events.put(id, after);
        long deadline = rules.deadline(after);
        if (before.isEmpty() || rules.deadline(before.get()) != deadline) {
            before.ifPresent(old -> events.unschedule(new Deadline(rules.deadline(old), id)));
            events.schedule(new Deadline(deadline, id));
        }
    }
}
