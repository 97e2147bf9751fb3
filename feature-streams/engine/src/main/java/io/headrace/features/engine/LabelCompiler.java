package io.headrace.features.engine;

import io.headrace.features.timeline.Column;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Groups a stage's features of labels by what they read. */
final class LabelCompiler {

    private final PipelineDefinition definition;
    private final LabelNumbers labels;
    private final Map<Double, Map<Long, List<Integer>>> rates = new TreeMap<>();
    private final List<Integer> last = new ArrayList<>();

    LabelCompiler(PipelineDefinition definition) {
        this.definition = definition;
        this.labels = new LabelNumbers(definition.problem());
    }

    void add(Feature.LabelRate rate, int place) {
        long over = LookBack.millis(rate.name(), rate.over());
        rates.computeIfAbsent(rate.ofClass().map(labels::numberOf).orElseGet(labels::usual), _ -> new TreeMap<>())
                .computeIfAbsent(over, _ -> new ArrayList<>())
                .add(place);
    }

    void addLast(int place) {
        last.add(place);
    }

    LabelFeatures compile() {
        return new LabelFeatures(labels, rates(), last, silentAfter());
    }

    /** What is kept of labels that were given. */
    Column given() {
        return labels.column(identity());
    }

    /** What is kept of events for whose label silence stands. */
    Column silent() {
        return new Column.Classes(identity(), 1);
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

    private List<LabelFeatures.Rates> rates() {
        return rates.entrySet().stream()
                .map(rate -> new LabelFeatures.Rates(
                        rate.getKey(),
                        labels.column(0),
                        rate.getValue().entrySet().stream()
                                .map(window -> new LabelFeatures.Window(
                                        window.getKey(),
                                        window.getValue().stream()
                                                .mapToInt(Integer::intValue)
                                                .toArray()))
                                .toList()))
                .toList();
    }
}
