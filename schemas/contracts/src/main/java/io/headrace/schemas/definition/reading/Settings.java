package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Cleaning;
import io.headrace.schemas.definition.Criterion;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Reference;
import io.headrace.schemas.definition.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts a definition's settings into words; those of operation are in {@link OperationsSettings}. */
final class Settings {

    private final List<Setting> settings = new ArrayList<>();

    private Settings() {}

    static List<Setting> of(PipelineDefinition definition) {
        Settings all = new Settings();
        all.settings.add(Setting.stated("pipeline", definition.pipeline().value()));
        all.problem(definition.problem());
        all.events(definition.events(), definition);
        all.labels(definition.labels());
        all.clean("clean", definition.clean());
        all.streams(definition.streams());
        all.references(definition.references());
        definition
                .features()
                .forEach(feature -> all.stated(
                        "features." + feature.name(), FeatureForm.of(feature).words()));
        all.train(definition.train());
        all.settings.addAll(OperationsSettings.of(definition));
        return List.copyOf(all.settings);
    }

    private void stated(String path, String value) {
        settings.add(Setting.stated(path, value));
    }

    private void problem(Problem problem) {
        stated("problem.kind", ProblemReader.name(problem.kind()));
        stated("problem.label", problem.label() + " (" + CanonicalSections.lower(problem.labelType()) + ")");
        if (problem.kind() == ProblemKind.BINARY) {
            stated("problem.positive", problem.positive());
            stated("problem.negative", problem.classes().getFirst());
        } else if (problem.kind() == ProblemKind.MULTICLASS) {
            stated(
                    "problem.classes",
                    problem.classes().isEmpty() ? "those in the data" : String.join(", ", problem.classes()));
        }
        settings.add(Setting.of(
                "problem.metric",
                problem.metric(),
                Defaults.metric(problem.kind()),
                problem.metric().text()));
        stated("problem.success", problem.success().map(Criterion::toString).orElse("not stated"));
        stated(
                "problem.report",
                listed(problem.report().stream().map(Metric::text).toList()));
    }

    private void events(Events events, PipelineDefinition definition) {
        stated("events.schema", events.schema().getFullName());
        stated("events.id", events.id());
        stated("events.time", events.time());
        boolean derived = events.keys().equals(FeatureKeys.of(definition.features()));
        settings.add(new Setting(
                "events.keys",
                listed(events.keys()),
                derived ? Optional.of("the fields by which your features look at the past") : Optional.empty()));
        settings.add(Setting.of(
                "events.lateness", events.lateness(), Defaults.LATENESS, DurationText.of(events.lateness())));
        settings.add(Setting.of("events.ahead", events.ahead(), Defaults.AHEAD, DurationText.of(events.ahead())));
        settings.add(Setting.of(
                "events.ordering",
                events.ordering(),
                Defaults.ORDERING,
                events.ordering().text()));
    }

    private void labels(Labels labels) {
        settings.add(new Setting(
                "labels.joinOn", labels.joinOn(), Optional.of("a label names its event by the event's id")));
        settings.add(Setting.of("labels.within", labels.within(), Defaults.WITHIN, DurationText.of(labels.within())));
        settings.add(Setting.of(
                "labels.silence", labels.silence(), Defaults.SILENCE, CanonicalSections.lower(labels.silence())));
    }

    private void clean(String path, Cleaning clean) {
        settings.add(Setting.of(
                path + ".deduplicate",
                clean.deduplicate(),
                Defaults.DEDUPLICATE,
                DurationText.of(clean.deduplicate())));
        clean.rules().forEach(rule -> stated(path + ".rules." + rule.name(), RuleWords.of(rule)));
        clean.fill().forEach((field, fill) -> stated(path + ".fill." + field, RuleWords.of(fill)));
    }

    private void streams(List<EventStream> streams) {
        for (EventStream stream : streams) {
            String path = "streams." + stream.name();
            stated(path + ".schema", stream.events().schema().getFullName());
            stated(path + ".id", stream.events().id());
            stated(path + ".time", stream.events().time());
            clean(path + ".clean", stream.clean());
        }
    }

    private void references(List<Reference> references) {
        for (Reference reference : references) {
            String path = "references." + reference.name();
            stated(path + ".key", reference.key());
            settings.add(new Setting(
                    path + ".time",
                    reference.time().orElse("the record's timestamp"),
                    reference.time().isPresent()
                            ? Optional.empty()
                            : Optional.of("a row is so from when its record says")));
            stated(
                    path + ".fields",
                    reference.fields().entrySet().stream()
                            .map(field -> field.getKey() + " (" + CanonicalReferences.type(field.getValue()) + ")")
                            .collect(Collectors.joining(", ")));
        }
    }

    private void train(Training train) {
        settings.add(Setting.of("train.window", train.window(), Defaults.WINDOW, window(train.window())));
        settings.add(Setting.of("train.every", train.everyExamples(), Defaults.EVERY, every(train)));
        settings.add(Setting.of(
                "train.minimumExamples",
                train.minimumExamples(),
                Defaults.MINIMUM_EXAMPLES,
                count(train.minimumExamples()) + " examples"));
        settings.add(Setting.of(
                "train.split",
                train.split(),
                Defaults.SPLIT,
                "training " + train.split().training() + ", validation "
                        + train.split().validation() + ", the newest rest unseen"));
        settings.add(Setting.of(
                "train.families",
                train.families(),
                Defaults.FAMILIES,
                train.families().stream().map(family -> family.text()).collect(Collectors.joining(", "))));
        settings.add(Setting.of(
                "train.trials",
                train.budget().trials(),
                Defaults.TRIALS,
                Integer.toString(train.budget().trials())));
        settings.add(Setting.of("train.seed", train.seed(), Defaults.SEED, Long.toString(train.seed())));
    }

    private static String window(Training.Window window) {
        return switch (window) {
            case Training.Window.Examples(int count) -> "the newest " + count(count) + " examples";
            case Training.Window.Time(java.time.Duration length) -> "the last " + DurationText.of(length);
        };
    }

    private static String every(Training train) {
        return train.everyExamples().isPresent()
                ? count(train.everyExamples().getAsInt()) + " new examples, and on request"
                : "never by itself, only on request";
    }

    static String count(int number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
