package io.headrace.trainer.data;

import io.headrace.schemas.definition.Training;
import io.headrace.schemas.feature.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A window of examples in three parts by event time: the oldest are fitted on, the next steer early stopping, search and
 * calibration, and the newest are seen by nothing but the gates.
 *
 * @param training oldest
 * @param validation in between
 * @param unseen newest
 */
public record TimeSplit(List<Example> training, List<Example> validation, List<Example> unseen) {

    public TimeSplit {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        unseen = List.copyOf(unseen);
    }

    /**
     * Gives back to training what judging does not need: validation and unseen rows end, counted from their newest, where there
     * are so many. In a stream the newest rows are worth most to fit on, and rows beyond some thousand hardly sharpen a verdict.
     *
     * @param validation rows that are enough, of the whole split's validation and training rows
     * @param unseen rows that are enough
     */
    public TimeSplit atMost(ToIntFunction<List<Example>> validation, ToIntFunction<List<Example>> unseen) {
        int judged = Math.min(this.unseen.size(), unseen.applyAsInt(this.unseen));
        List<Example> before = new ArrayList<>(training);
        before.addAll(this.validation);
        before.addAll(this.unseen.subList(0, this.unseen.size() - judged));
        List<Example> candidates = before.subList(before.size() - this.validation.size(), before.size());
        int steering = Math.min(this.validation.size(), validation.applyAsInt(candidates));
        int first = before.size() - steering;
        return new TimeSplit(
                before.subList(0, first),
                before.subList(first, before.size()),
                this.unseen.subList(this.unseen.size() - judged, this.unseen.size()));
    }

    /** Splits a window, given in any order. */
    public static TimeSplit of(List<Example> window, Training.Split shares) {
        List<Example> ordered =
                window.stream().sorted(ExampleOrder.BY_EVENT_TIME).toList();
        int first = (int) Math.round(ordered.size() * shares.training());
        int second = (int) Math.round(ordered.size() * (shares.training() + shares.validation()));
        return new TimeSplit(
                ordered.subList(0, first), ordered.subList(first, second), ordered.subList(second, ordered.size()));
    }
}
