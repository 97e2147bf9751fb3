package io.headrace.features.engine;

import io.headrace.features.engine.LabelTally.Measure;
import io.headrace.features.timeline.Column;
import io.headrace.features.timeline.Layout;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Groups a stage's features of labels by what they read. */
final class LabelCompiler {

    private final PipelineDefinition definition;
    private final LabelNumbers labels;
    private final Map<Double, Map<Reach, List<LabelTally.Slot>>> rates = new TreeMap<>();
    private final List<Integer> last = new ArrayList<>();
    private final List<LabelPause> pauses = new ArrayList<>();
    private boolean lasts;
    private boolean newest;

    LabelCompiler(PipelineDefinition definition) {
        this.definition = definition;
        this.labels = new LabelNumbers(definition.problem());
    }

    void add(Feature.LabelRate rate, int place) {
        add(
                rate.ofClass().map(labels::numberOf).orElseGet(labels::usual),
                Reach.of(rate.name(), rate.extent()),
                new LabelTally.Slot(Measure.RATE, place));
    }

    void add(Feature.LabelCount count, int place) {
        add(
                count.ofClass().map(labels::numberOf).orElse(Double.NaN),
                Reach.of(count.name(), count.extent()),
                new LabelTally.Slot(Measure.COUNT, place));
    }

    private void add(double counted, Reach reach, LabelTally.Slot slot) {
        lasts |= reach.isLifetime();
        newest |= reach.isBounded();
        rates.computeIfAbsent(counted, _ -> new TreeMap<>())
                .computeIfAbsent(reach, _ -> new ArrayList<>())
                .add(slot);
    }

    void add(Feature.TimeSinceLabel pause, int place) {
        pauses.add(new LabelPause(pause.ofClass().map(labels::numberOf).orElse(Double.NaN), place));
    }

    void addLast(int place) {
        last.add(place);
    }

    LabelFeatures compile() {
        Column column = labels.column(0);
        List<LabelRates> all = new ArrayList<>();
        List<NewestLabels> ofEvents = new ArrayList<>();
        rates.forEach((counted, windows) -> {
            all.add(new LabelRates(counted, column, windows(windows, reach -> !reach.isBounded())));
            ofEvents.add(new NewestLabels(counted, column, windows(windows, Reach::isBounded)));
        });
        all.removeIf(rate -> rate.windows().isEmpty());
        ofEvents.removeIf(labelled -> labelled.windows().isEmpty());
        return new LabelFeatures(labels, all, ofEvents, last, pauses, outcomes());
    }

    private static List<LabelRates.Window> windows(Map<Reach, List<LabelTally.Slot>> windows, Predicate<Reach> wanted) {
        return windows.entrySet().stream()
                .filter(window -> wanted.test(window.getKey()))
                .map(window -> new LabelRates.Window(window.getKey(), window.getValue()))
                .toList();
    }

    /** What is kept of labels that were given. */
    Layout given() {
        return layout(List.of(labels.column(identity())));
    }

    /** What is kept of events: whether silence stands for their label, and what else features of the newest ones need. */
    Layout silent() {
        return layout(outcomes().columns(labels, identity()));
    }

    /** The first column is the one that may last. */
    private Layout layout(List<Column> columns) {
        return lasts ? Layout.lasting(columns, Set.of(0)) : new Layout(columns);
    }

    private int identity() {
        return labels.identity(outcomes().silentAfter().isPresent());
    }

    private Outcomes outcomes() {
        boolean silenceIsLabel = definition.labels().silence() == Labels.Silence.NEGATIVE
                && definition.problem().kind() == ProblemKind.BINARY;
        return new Outcomes(
                silenceIsLabel ? OptionalLong.of(definition.labels().within().toMillis()) : OptionalLong.empty(),
                newest);
    }
}
