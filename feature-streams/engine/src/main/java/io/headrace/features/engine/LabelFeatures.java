package io.headrace.features.engine;

import io.headrace.features.timeline.Timeline;
import io.headrace.features.timeline.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Features of the labels that became known before an event; one that became known at its very millisecond is not among
 * them, because whether it came before the event or after it would be chance.
 *
 * <p>Where silence is a label, every event is taken for one without, and what silence says of it becomes known so long
 * after it; a given label takes its place, whichever comes first, the event or the label. So no clock, no sweep and no
 * order of arrival decides what is known at a time.
 *
 * @param labels what the numbers that are remembered mean
 * @param rates one for each thing that is counted
 * @param newest the same of windows of so many events
 * @param last places of the last label
 * @param pauses places of the time since a label
 * @param outcomes what is remembered of events
 */
record LabelFeatures(
        LabelNumbers labels,
        List<LabelRates> rates,
        List<NewestLabels> newest,
        List<Integer> last,
        List<LabelPause> pauses,
        Outcomes outcomes)
        implements Answers {

    LabelFeatures {
        rates = List.copyOf(rates);
        newest = List.copyOf(newest);
        last = List.copyOf(last);
        pauses = List.copyOf(pauses);
    }

    boolean isEmpty() {
        return rates.isEmpty() && newest.isEmpty() && last.isEmpty() && pauses.isEmpty();
    }

    @Override
    public long lookBack() {
        long longest = LongStream.concat(
                        rates.stream().mapToLong(LabelRates::lookBack),
                        newest.stream().mapToLong(NewestLabels::lookBack))
                .max()
                .orElse(0);
        return last.isEmpty() && pauses.isEmpty() ? longest : Math.max(longest, LookBack.WITHOUT_WINDOW);
    }

    /** Answers from the labels known strictly before the event. */
    @Override
    public void values(EntityState state, long time, Values operands, StatefulValues into) {
        long silence = outcomes.silentAfter().orElse(0);
        for (LabelRates rate : rates) {
            rate.values(state, time, silence, into);
        }
        for (NewestLabels labelled : newest) {
            labelled.values(state, time, silence, into);
        }
        for (LabelPause pause : pauses) {
            pause.value(state, time, outcomes.silentAfter(), into);
        }
        if (!last.isEmpty()) {
            double latest = latest(state, time, silence);
            for (int place : last) {
                labels.put(latest, place, into);
            }
        }
    }

    /** The label known last, the later by (time, id) of the last given and the last by silence. */
    private static double latest(EntityState state, long time, long silence) {
        long horizon = LookBack.before(time, LookBack.WITHOUT_WINDOW);
        Optional<Timeline.Found> given = state.labels().lastBefore(time, 0).filter(label -> label.time() > horizon);
        Optional<Timeline.Found> silent = state.silences()
                .lastBefore(LookBack.before(time, silence), 0)
                .map(event -> new Timeline.Found(event.time() + silence, event.id(), LabelNumbers.SILENT, ""))
                .filter(label -> label.time() > horizon);
        return Timeline.Found.last(given, silent).map(Timeline.Found::number).orElse(Double.NaN);
    }

    /** An event came, or is known to have got no label. */
    void assume(EntityState state, long eventTime, int id, long progress) {
        outcomes.assume(state, eventTime, id, progress);
    }

    /** A label was given. */
    void learn(EntityState state, int id, LearnedLabel label, long progress) {
        outcomes.learn(state, id, label, progress);
        state.labels().add(label.knownAt(), id, progress, label.label());
    }
}
