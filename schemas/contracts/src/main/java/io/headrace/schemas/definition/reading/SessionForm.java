package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Feature.SessionMeasure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the entity's session that the event belongs to has come to. */
record SessionForm(Feature.Session feature) implements FeatureForm {

    private static final Map<String, SessionMeasure> MEASURES =
            Map.of("count", SessionMeasure.COUNT, "seconds", SessionMeasure.SECONDS);

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("session");
        }

        @Override
        public List<String> settings() {
            return List.of("by", "gap");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            Optional<SessionMeasure> measure = entry.value().oneOf(MEASURES);
            Optional<List<String>> by = entry.byIfAny();
            List<FeatureEntry.Variant<Duration>> gaps = entry.durations(
                    "gap", "write how much time without an event ends a session, PT30M, or a list of such");
            return measure.isEmpty() || by.isEmpty()
                    ? List.of()
                    : entry.each(
                            gaps, List.of(), (name, gap) -> new Feature.Session(name, measure.get(), by.get(), gap));
        }
    };

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object().put("session", CanonicalSections.lower(feature.measure()));
        return FeatureForm.withEntity(entry, feature).put("gap", DurationText.of(feature.gap()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("session", CanonicalSections.lower(feature.measure()));
        node.put("gap", DurationText.of(feature.gap()));
        meaning.entity(node, feature.by());
    }

    @Override
    public String words() {
        String what = switch (feature.measure()) {
            case COUNT -> "events";
            case SECONDS -> "seconds";
        };
        return what + " of the session " + FeatureForm.entity(feature) + " that a gap of "
                + DurationText.of(feature.gap()) + " ends";
    }
}
