package io.headrace.features.app.labelling;

import io.headrace.features.app.labelling.AwaitedEvents.Turn;
import io.headrace.features.app.labelling.JoinListener.Count;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.Label;
import java.util.Optional;

/**
 * Joins rows with the labels that come later, or with what silence means.
 *
 * <p>An event is a {@link Awaited.Row} until a label that became known within {@code within} of it comes, or event time has
 * passed its patience. A label that comes first is an {@link Awaited.EarlyLabel} until its row does. Afterwards the event
 * stays {@link Awaited.Settled} for a while, so that a second label is known for one.
 *
 * <p>What comes as a row is not looked at: {@link JoinListener} gets it back. So a row may also be what else is wanted when
 * the label is known.
 *
 * <p>Event time is what {@link #advance} says: the progress of the stream, which no wrong clock moves. What is over by then
 * counts as given up at once, though its outcome comes in steps of bounded size, so that a jump in time is no standstill. A row
 * that comes late, such as one of last year beside today's, is waited for as long as any other. A label that came first is
 * given up when event time <em>and</em> the wall clock say so: labels and events are read apart, months of other events may be read
 * between it and its own, and nothing in the topics says how many. A partition on which nothing
 * comes any more has no event time; there a row or a label is given up when it has been waited for as long by the wall clock
 * ({@link #pass}). But not while anything comes, and only time counts as waited of whose topics all has been read: neither the time in
 * which the process was down, nor that in which it, or one before it, was behind.
 *
 * <p>Not thread-safe: one partition's, used by its thread.
 */
public final class LabelJoin {

    private static final int MOST_AT_ONCE = 500;

    /** Most entries not yet due that one wall-clock sweep may skip: those of rows that came late, so they are few. */
    private static final int MOST_PASSED_OVER = 100;

    private final LabelRules rules;
    private final AwaitedEvents events;
    private final JoinListener outcomes;
    private JoinProgress progress;
    private long lastRecordAt;

    public LabelJoin(LabelRules rules, AwaitedEvents events, JoinProgress progress, JoinListener outcomes) {
        this.rules = rules;
        this.events = events;
        this.progress = progress;
        this.outcomes = outcomes;
        this.lastRecordAt = progress.waitedTo();
    }

    public JoinProgress progress() {
        return progress;
    }

    /** Whether something would be given up if event time went on so far. */
    public boolean isDue(long eventTime) {
        return !events.earliest(rules.overBefore(eventTime), 1).isEmpty();
    }

    /**
     * Event time goes on; what is over by then is given up, as many events as a step may take.
     *
     * @param eventTime progress, epoch milliseconds; one that falls changes nothing
     */
    public void advance(long eventTime) {
        progress = progress.to(eventTime);
        sweep();
    }

    /**
     * A row came; {@link #advance} has heard of the progress by then.
     *
     * @param position of the row, epoch milliseconds: its own time, or progress where that is beyond it
     */
    public void row(String id, long position, long eventTime, byte[] row) {
        outcomes.counted(Count.ROW);
        lastRecordAt = progress.waitedTo();
        Awaited.Row came = new Awaited.Row(lastRecordAt, position, eventTime, row);
        switch (awaited(id).orElse(null)) {
            case null -> await(id, Optional.empty(), came);
            case Awaited.EarlyLabel early -> meet(id, came, early);
            case Awaited.Row _, Awaited.Settled _ -> outcomes.counted(Count.REPEATED_ROW);
        }
    }

    /**
     * A label came.
     *
     * @param position of the label, epoch milliseconds: when it became known, or progress where that is beyond it
     */
    public void label(GivenLabel given, long position) {
        outcomes.counted(Count.LABEL);
        lastRecordAt = progress.waitedTo();
        String id = given.eventId();
        switch (awaited(id).orElse(null)) {
            case null -> {
                // Labels may be far behind the events, where few of them come: it waits from now on, for an event that
                // is.
                long from = Math.max(position, progress.now());
                events.replace(
                        id,
                        Optional.empty(),
                        new Awaited.EarlyLabel(lastRecordAt, from, given.labelledAt(), given.label()));
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
     * Time was waited. Where nothing has come for a while, gives up what has been waited for long enough by it, too.
     *
     * @param more milliseconds by the wall clock, 0 or more, of which everything in the topics has come
     */
    public void pass(long more) {
        progress = progress.waited(more);
        sweep();
        if (progress.waitedTo() - lastRecordAt < rules.quiet()) {
            return;
        }
        int passedOver = 0;
        for (Turn turn : events.earliest(Long.MAX_VALUE, MOST_AT_ONCE)) {
            Optional<Awaited> awaited = events.at(turn);
            boolean over = awaited.map(this::isOverByTheWallClock).orElse(true);
            if (over) {
                giveUp(turn, awaited);
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
            await(id, Optional.of(early), row);
        }
    }

    private void await(String id, Optional<Awaited> before, Awaited.Row row) {
        events.replace(id, before, row);
        progress = progress.withRows(1);
    }

    private boolean inTime(Awaited.Row row, long labelTime) {
        return labelTime - row.eventTime() <= rules.within();
    }

    private void label(String id, Awaited before, Awaited.Row row, Label label, long knownAt) {
        events.replace(id, Optional.of(before), new Awaited.Settled(row.since(), row.from(), Awaited.How.LABELLED));
        outcomes.counted(Count.LABELLED);
        outcomes.labelled(id, row, label, Math.max(knownAt, row.eventTime()), LabelSource.GIVEN);
    }

    /**
     * What is remembered of an event. What is over by now counts as given up, whether the sweep has got there or not.
     */
    private Optional<Awaited> awaited(String id) {
        Optional<Awaited> found = events.get(id);
        if (found.isPresent() && found.get().from() < rules.overBefore(progress.now()) && !isKept(found.get())) {
            giveUp(new Turn(found.get().from(), id), found);
            return awaited(id);
        }
        return found;
    }

    private void sweep() {
        for (Turn turn : events.earliest(rules.overBefore(progress.now()), MOST_AT_ONCE)) {
            Optional<Awaited> awaited = events.at(turn);
            if (awaited.orElse(null) instanceof Awaited.EarlyLabel early && isKept(early)) {
                keep(turn.id(), early);
            } else {
                giveUp(turn, awaited);
            }
        }
    }

    /** Whether event time alone does not end its patience. */
    private boolean isKept(Awaited awaited) {
        return awaited instanceof Awaited.EarlyLabel && !isOverByTheWallClock(awaited);
    }

    private boolean isOverByTheWallClock(Awaited awaited) {
        return progress.waitedTo() - awaited.since()
                > (awaited instanceof Awaited.EarlyLabel ? rules.earlyFor() : rules.patience());
    }

    /** Its next turn is when event time has gone on by what is left of the wall clock's: so it is moved seldom, however fast that is. */
    private void keep(String id, Awaited.EarlyLabel early) {
        long left = early.since() + rules.earlyFor() - progress.waitedTo();
        long from = Math.max(early.from() + 1, progress.now() + left - rules.patience());
        events.replace(
                id, Optional.of(early), new Awaited.EarlyLabel(early.since(), from, early.labelTime(), early.label()));
    }

    private void giveUp(Turn turn, Optional<Awaited> awaited) {
        switch (awaited.orElse(null)) {
            case null -> events.pass(turn);
            case Awaited.Row row -> silence(turn.id(), row);
            case Awaited.EarlyLabel _ -> {
                events.forget(turn);
                progress = progress.withLabels(-1);
                outcomes.counted(Count.ORPHANED_LABEL);
            }
            case Awaited.Settled _ -> events.forget(turn);
        }
    }

    /** A label that became known in time may still come for as long again: it is late then, not early. */
    private void silence(String id, Awaited.Row row) {
        events.replace(
                id,
                Optional.of(row),
                new Awaited.Settled(progress.waitedTo(), row.from() + rules.silentFor(), Awaited.How.SILENT));
        progress = progress.withRows(-1);
        rules.silence()
                .ifPresentOrElse(
                        label -> {
                            outcomes.counted(Count.SILENT);
                            outcomes.labelled(id, row, label, row.eventTime() + rules.within(), LabelSource.SILENCE);
                        },
                        () -> outcomes.counted(Count.UNLABELLED));
    }
}
