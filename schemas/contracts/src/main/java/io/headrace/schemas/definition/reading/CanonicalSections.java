package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.Events;
import io.headrace.schemas.definition.Gates;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.Metric;
import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.Problem;
import io.headrace.schemas.definition.Rollout;
import io.headrace.schemas.definition.Training;
import java.util.List;
import java.util.Locale;

/** The sections of a definition in canonical form. */
final class CanonicalSections {

    private CanonicalSections() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode problem(Problem problem) {
        ObjectNode node = object();
        node.put("kind", ProblemReader.name(problem.kind()));
        node.put("label", problem.label());
        if (!problem.classes().isEmpty()) {
            node.set("classes", classes(problem));
        }
        node.put("metric", problem.metric().text());
        problem.success().ifPresent(success -> node.put("success", success.toString()));
        node.set("report", texts(problem.report().stream().map(Metric::text).toList()));
        return node;
    }

    private static ArrayNode classes(Problem problem) {
        ArrayNode classes = JsonNodeFactory.instance.arrayNode();
        for (String name : problem.classes()) {
            switch (problem.labelType()) {
                case BOOLEAN -> classes.add(Boolean.parseBoolean(name));
                case LONG -> classes.add(Long.parseLong(name));
                case STRING, DOUBLE -> classes.add(name);
            }
        }
        return classes;
    }

    static ObjectNode events(Events events) {
        ObjectNode node = object();
        node.set("schema", CanonicalSchema.of(events.schema()));
        node.put("id", events.id());
        node.put("time", events.time());
        node.set("keys", texts(events.keys()));
        node.put("lateness", DurationText.of(events.lateness()));
        node.put("ahead", DurationText.of(events.ahead()));
        node.put("ordering", events.ordering().text());
        return node;
    }

    static ObjectNode labels(Labels labels) {
        return object().put("joinOn", labels.joinOn())
                .put("within", DurationText.of(labels.within()))
                .put("silence", lower(labels.silence()));
    }

    static ObjectNode train(Training train) {
        ObjectNode node = object();
        switch (train.window()) {
            case Training.Window.Examples(int count) -> node.set("window", object().put("examples", count));
            case Training.Window.Time(java.time.Duration length) -> node.put("window", DurationText.of(length));
        }
        if (train.everyExamples().isPresent()) {
            node.set("every", object().put("examples", train.everyExamples().getAsInt()));
        } else {
            node.put("every", TrainReader.NEVER);
        }
        node.put("minimumExamples", train.minimumExamples());
        node.set(
                "split",
                object().put("training", train.split().training())
                        .put("validation", train.split().validation()));
        node.set(
                "families",
                texts(train.families().stream().map(ModelFamily::text).toList()));
        node.put("trials", train.budget().trials());
        node.put("seed", train.seed());
        return node;
    }

    static ObjectNode gates(Gates gates) {
        ObjectNode node = object();
        node.put("success", gates.success().isPresent());
        node.put("beatTrivial", gates.beatTrivial());
        node.set(
                "champion",
                object().put("enabled", gates.champion().enabled())
                        .put("significance", gates.champion().significance()));
        return node;
    }

    static ObjectNode rollout(Rollout rollout) {
        return object().put("mode", lower(rollout.mode()));
    }

    static ObjectNode monitor(Monitoring monitor) {
        return object().put("window", monitor.window())
                .put("falseAlarmRate", monitor.falseAlarmRate())
                .put("minimumPsi", monitor.minimumPsi())
                .put("labelledWindow", monitor.labelledWindow())
                .put("performanceDrop", monitor.performanceDrop())
                .put("coolDown", DurationText.of(monitor.coolDown()));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
