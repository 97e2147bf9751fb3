package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Feature;
import java.util.List;

/**
 * A feature in the definition language. Each kind has one such class, with all that the language knows of it: how it is read (its
 * {@link Reader}), its canonical form, its meaning and its words. A new kind is registered here, in {@link #of} and {@link #READERS}.
 */
interface FeatureForm {

    /** In the order in which the reference lists their keys. */
    List<Reader> READERS = List.of(
            CategoryForm.READER,
            CrossForm.READER,
            HashForm.READER,
            CalendarForm.READER,
            AggregateForm.READER,
            QuantileForm.READER,
            DecayedForm.READER,
            StreakForm.READER,
            SessionForm.READER,
            TimeSinceForm.READER,
            LabelRateForm.READER,
            LabelCountForm.READER,
            LastLabelForm.READER,
            TimeSinceLabelForm.READER,
            LookupForm.READER);

    static FeatureForm of(Feature feature) {
        return switch (feature) {
            case Feature.Numeric number -> new NumericForm(number);
            case Feature.Categorical category -> new CategoryForm(category);
            case Feature.Cross cross -> new CrossForm(cross);
            case Feature.HashedWords words -> new HashForm(words);
            case Feature.CalendarWave wave -> CalendarForm.of(wave);
            case Feature.Holiday holiday -> CalendarForm.of(holiday);
            case Feature.WindowedAggregate aggregate -> new AggregateForm(aggregate);
            case Feature.Quantile quantile -> new QuantileForm(quantile);
            case Feature.Decayed decayed -> new DecayedForm(decayed);
            case Feature.Streak streak -> new StreakForm(streak);
            case Feature.Session session -> new SessionForm(session);
            case Feature.TimeSinceLast last -> new TimeSinceForm(last);
            case Feature.LabelRate rate -> new LabelRateForm(rate);
            case Feature.LabelCount count -> new LabelCountForm(count);
            case Feature.TimeSinceLabel last -> new TimeSinceLabelForm(last);
            case Feature.LastLabel last -> new LastLabelForm(last);
            case Feature.Lookup lookup -> new LookupForm(lookup);
        };
    }

    /**
     * As the definition says it, defaults left out.
     *
     * @param label the label's name
     */
    JsonNode canonical(String label);

    /**
     * Adds what decides about its values.
     *
     * @param node has nothing but the kind of its values
     * @param meaning writes what several kinds are made of
     */
    void addMeaning(ObjectNode node, FeatureMeaning meaning);

    /** What it is, as half a sentence. */
    String words();

    /** Reads entries of one form. */
    interface Reader {

        /** An entry that has one of these keys is of this form. */
        List<String> kinds();

        /** Further keys that such an entry may have. */
        List<String> settings();

        /** One feature, or one for each window or column; none after a mistake. */
        List<FeatureDraft> read(FeatureEntry entry);
    }

    /** The entity, in words. */
    static String entity(Feature.OfEntity feature) {
        String from = feature.from().map(stream -> "from " + stream + " ").orElse("");
        return from + (feature.by().isEmpty() ? "of all events" : "by " + String.join(" and ", feature.by()));
    }

    /** Adds the stream, where it is a further one, and the entity's fields, where there are any. */
    static ObjectNode withEntity(ObjectNode node, Feature.OfEntity feature) {
        feature.from().ifPresent(stream -> node.put("from", stream));
        if (!feature.by().isEmpty()) {
            node.set("by", CanonicalSections.texts(feature.by()));
        }
        return node;
    }
}
