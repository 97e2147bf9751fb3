package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seconds since an entity's last event. */
record TimeSinceForm(Feature.TimeSinceLast feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("timeSince");
        }

        @Override
        public List<String> settings() {
            return List.of("by", "from");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            Optional<String> last = entry.value().oneOf(Map.of("last", "last"));
            Optional<String> from = entry.from();
            boolean fits = from.isPresent() == entry.section().has("from");
            return entry.by()
                    .filter(_ -> last.isPresent() && fits)
                    .map(keys -> entry.one(new Feature.TimeSinceLast(entry.name(), keys, from)))
                    .orElse(List.of());
        }
    };

    @Override
    public JsonNode canonical(String label) {
        return FeatureForm.withEntity(CanonicalSections.object().put("timeSince", "last"), feature);
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        meaning.entity(node.put("timeSince", "last"), feature.by(), feature.from());
    }

    @Override
    public String words() {
        return "seconds since the last event " + FeatureForm.entity(feature);
    }
}
