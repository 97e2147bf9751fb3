package io.headrace.features.engine;

import io.headrace.features.engine.LabelRates.Measure;
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

/** Groups a stage's features of labels by what they read. */
final class LabelCompiler {

    private final PipelineDefinition definition;
    private final LabelNumbers labels;
    private final Map<Double, Map<Long, List<LabelRates.Slot>>> rates = new TreeMap<>();
    private final List<Integer> last = new ArrayList<>();
    private final List<LabelPause> pauses = new ArrayList<>();
    private boolean lasts;

    LabelCompiler(PipelineDefinition definition) {
        this.definition = definition;
        this.labels = new LabelNumbers(definition.problem());
    }

    void add(Feature.LabelRate rate, int place) {
        add(
                rate.ofClass().map(labels::numberOf).orElseGet(labels::usual),
                LookBack.millis(rate.name(), rate.extent().over()),
                new LabelRates.Slot(Measure.RATE, place));
    }

    void add(Feature.LabelCount count, int place) {
        add(
                count.ofClass().map(labels::numberOf).orElse(Double.NaN),
                LookBack.millis(count.name(), count.extent().over()),
                new LabelRates.Slot(Measure.COUNT, place));
    }

    private void add(double counted, long over, LabelRates.Slot slot) {
        lasts |= over == LookBack.FOREVER;
        rates.computeIfAbsent(counted, _ -> new TreeMap<>())
                .computeIfAbsent(over, _ -> new ArrayList<>())
                .add(slot);
    }

    void add(Feature.TimeSinceLabel pause, int place) {
        pauses.add(new LabelPause(pause.ofClass().map(labels::numberOf).orElse(Double.NaN), place));
    }

    void addLast(int place) {
        last.add(place);
    }

    LabelFeatures compile() {
        return new LabelFeatures(labels, rates(), last, pauses, silentAfter());
    }

    /** What is kept of labels that were given. */
    Layout given() {
        return layout(labels.column(identity()));
    }

    /** What is kept of events for whose label silence stands. */
    Layout silent() {
        return layout(new Column.Classes(identity(), 1));
    }

    private Layout layout(Column column) {
        return lasts ? Layout.lasting(List.of(column), Set.of(0)) : new Layout(List.of(column));
    }

    private int identity() {
        return labels.identity(silentAfter().isPresent());
    }

    private OptionalLong silentAfter() {
        return definition.labels().silence() == Labels.Silence.NEGATIVE
                        && definition.problem().kind() == ProblemKind.BINARY
                ? OptionalLong.of(definition.labels().within().toMillis())
                : OptionalLong.empty();
    }

    private List<LabelRates> rates() {
        return rates.entrySet().stream()
                .map(rate -> new LabelRates(
                        rate.getKey(),
                        labels.column(0),
                        rate.getValue().entrySet().stream()
                                .map(window -> new LabelRates.Window(window.getKey(), window.getValue()))
                                .toList()))
                .toList();
    }
}
