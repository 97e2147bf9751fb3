package io.headrace.scoring.history;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far back in event time, from the newest record, a topic must be read so that the features come out right. */
sealed interface Reach {

    /** Not at all: no feature needs it. */
    record Nothing() implements Reach {}

    /** So far. */
    record Back(Duration length) implements Reach {}

    /** From its beginning: the time since an entity's last event, and its last label, have no longest window. */
    record Everything() implements Reach {}

    /** Of the clean topic. An event that comes late by as much as allowed still looks back its whole window. */
    static Reach ofEvents(PipelineDefinition definition) {
        List<Feature> features = definition.features();
        if (features.stream().anyMatch(Feature.TimeSinceLast.class::isInstance)) {
            return new Everything();
        }
        Optional<Duration> longest = features.stream()
                .filter(Feature.WindowedAggregate.class::isInstance)
                .map(feature -> ((Feature.WindowedAggregate) feature).over())
                .max(Duration::compareTo);
        return longest.<Reach>map(
                        window -> new Back(window.plus(definition.events().lateness())))
                .orElseGet(Nothing::new);
    }

    /** Of the examples topic, whose timestamps are event times: a label may have become known much later. */
    static Reach ofLabels(PipelineDefinition definition) {
        if (definition.features().stream().anyMatch(Feature.LastLabel.class::isInstance)) {
            return new Everything();
        }
        Optional<Duration> longest = definition.features().stream()
                .filter(Feature.LabelRate.class::isInstance)
                .map(feature -> ((Feature.LabelRate) feature).over())
                .max(Duration::compareTo);
        return longest.<Reach>map(
                        window -> new Back(window.plus(definition.events().lateness())
                                .plus(definition.labels().within())))
                .orElseGet(Nothing::new);
    }
}
