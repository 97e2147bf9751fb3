package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rate of a class, or the mean, of the labels known so far. */
record LabelRateForm(Feature.LabelRate feature) implements FeatureForm {

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("labelRate");
        }

        @Override
        public List<String> settings() {
            return List.of("by", "over", "of");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            LabelReference reference = new LabelReference(entry);
            Section section = entry.section();
            Optional<List<String>> by = entry.byIfAny();
            List<FeatureEntry.Variant<Duration>> windows = entry.windows();
            Optional<String> label = reference.label();
            Optional<Entry> ofClass = section.find("of");
            Optional<String> counted = ofClass.flatMap(reference::classOf);
            if (label.isPresent() && ofClass.isEmpty() && reference.isOf(ProblemKind.MULTICLASS)) {
                section.mistakeAtKey(
                        "labelRate", "of is missing: name the class whose rate is meant; or write lastLabel");
                return List.of();
            }
            if (label.isEmpty() || by.isEmpty() || counted.isPresent() != ofClass.isPresent()) {
                return List.of();
            }
            return entry.each(windows, List.of(), (name, over) -> new Feature.LabelRate(name, counted, by.get(), over));
        }
    };

    @Override
    public JsonNode canonical(String label) {
        ObjectNode entry = CanonicalSections.object().put("labelRate", label);
        feature.ofClass().ifPresent(ofClass -> entry.put("of", ofClass));
        return FeatureForm.withEntity(entry, feature).put("over", DurationText.of(feature.over()));
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        node.put("rateOf", feature.ofClass().orElseGet(meaning::positive));
        node.put("over", DurationText.of(feature.over()));
        meaning.label(node, feature.by());
    }

    @Override
    public String words() {
        return "label rate " + feature.ofClass().map(name -> "of " + name + " ").orElse("")
                + FeatureForm.entity(feature) + " over " + DurationText.of(feature.over());
    }
}
