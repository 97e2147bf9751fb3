package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code features}: first every feature by itself, then their expressions and how they refer to each other. */
final class FeaturesReader {

    private FeaturesReader() {}

    static List<Feature> read(Optional<Entry> entry, FeatureContext context) {
        if (entry.isEmpty()) {
            return List.of();
        }
        EventsDraft events = context.events();
        Section section = Section.ofAnyKeys(entry.get());
        FeatureReader reader = new FeatureReader(context);
        List<FeatureDraft> drafts = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        section.entries().forEach((name, value) -> {
            checkName(section, name, value, events);
            List<FeatureDraft> read = reader.read(Names.isLegal(name) ? name : "unnamed_" + drafts.size(), value);
            drafts.addAll(read);
            if (read.isEmpty()) {
                broken.add(name);
            }
        });
        if (entry.get().isMapping() && section.entries().isEmpty()) {
            entry.get().mistake("there are no features; a model needs at least one");
        }
        checkUnique(drafts);
        checkColumns(drafts, events);
        events.expressions()
                .ifPresent(expressions -> new FeatureExpressions(expressions, context, drafts, broken).check());
        return drafts.stream().map(FeatureDraft::feature).toList();
    }

    private static void checkName(Section section, String name, Entry value, EventsDraft events) {
        if (!Names.isLegal(name)) {
            section.mistakeAtKey(name, Names.complaint(name));
        } else if (FeatureExpressions.isReserved(name)) {
            section.mistakeAtKey(name, name + " is a reserved word of CEL; choose another name");
        } else if (events.hasField(name) && !FeatureReader.isField(name, value)) {
            section.mistakeAtKey(
                    name,
                    name + " is a field of the event, so the feature of this name must be that field (" + name + ": "
                            + name + "); choose another name");
        }
    }

    private static void checkUnique(List<FeatureDraft> drafts) {
        Map<String, FeatureDraft> first = new HashMap<>();
        for (FeatureDraft draft : drafts) {
            FeatureDraft other = first.putIfAbsent(draft.feature().name(), draft);
            if (other != null) {
                draft.at()
                        .mistake("makes a second feature named "
                                + draft.feature().name() + "; the first is "
                                + other.at().path());
            }
        }
    }

    /** A window's or column's name must not be a field's: an expression that names it would mean the field. */
    private static void checkColumns(List<FeatureDraft> drafts, EventsDraft events) {
        drafts.stream()
                .filter(draft -> !draft.feature().name().equals(draft.group()))
                .filter(draft -> events.hasField(draft.feature().name()))
                .forEach(draft -> draft.at()
                        .mistake("makes a feature named " + draft.feature().name()
                                + ", which is a field of the event; choose another name"));
    }
}
