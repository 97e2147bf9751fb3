package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.AggregateFunction;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.expression.EventExpressions;
import io.headrace.schemas.expression.ExpressionException;
import io.headrace.schemas.expression.ExpressionException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles the features' expressions and follows how they refer to each other. */
final class FeatureExpressions {

    private final EventsDraft events;
    private final ProblemDraft problem;
    private final List<FeatureDraft> drafts;
    private final EventExpressions ofEvent;
    private final EventExpressions ofFeatures;
    private final Map<String, Set<String>> references = new LinkedHashMap<>();

    /**
     * @param broken names of features with a mistake of their own; a reference to one is no second mistake
     */
    FeatureExpressions(
            EventExpressions ofEvent,
            EventsDraft events,
            ProblemDraft problem,
            List<FeatureDraft> drafts,
            List<String> broken) {
        this.events = events;
        this.problem = problem;
        this.drafts = drafts;
        this.ofEvent = ofEvent;
        this.ofFeatures = ofEvent.withFeatures(
                Stream.concat(names(FeatureKind.NUMERIC), broken.stream())
                        .filter(Names::isLegal)
                        .toList(),
                names(FeatureKind.CATEGORICAL).filter(Names::isLegal).toList());
    }

    static boolean isReserved(String name) {
        return EventExpressions.isReserved(name);
    }

    void check() {
        Map<FeatureDraft.Expression, Set<String>> read = new HashMap<>();
        for (FeatureDraft draft : drafts) {
            for (FeatureDraft.Expression expression : draft.expressions()) {
                Set<String> features = read.computeIfAbsent(expression, _ -> check(draft, expression));
                references
                        .computeIfAbsent(draft.feature().name(), _ -> new HashSet<>())
                        .addAll(features);
            }
        }
        new FeatureCycles(references)
                .find()
                .forEach(cycle -> drafts.stream()
                        .filter(draft -> draft.feature().name().equals(cycle.getFirst()))
                        .findFirst()
                        .ifPresent(draft ->
                                draft.at().mistake("features go round in a circle: " + String.join(" → ", cycle))));
    }

    /** The features it reads; none after a mistake. */
    private Set<String> check(FeatureDraft draft, FeatureDraft.Expression expression) {
        String cel = expression.node().getValue();
        try {
            return switch (expression.role()) {
                case NUMBER -> features(draft, ofFeatures.compileNumber(cel).variables());
                case CATEGORY -> features(draft, ofFeatures.compileCategory(cel).variables());
                case INSTANT -> features(draft, ofFeatures.compileInstant(cel).variables());
                case OPERAND, ANY_OPERAND, COUNTED, CONDITION -> {
                    ofEventAlone(draft, expression);
                    yield Set.of();
                }
            };
        } catch (ExpressionException e) {
            draft.at().findings().add(expression.node(), expression.path(), named(e.problems()));
            return Set.of();
        }
    }

    /** The name of a feature with several windows or columns is none by itself. */
    private List<Problem> named(List<Problem> problems) {
        return problems.stream()
                .map(problem -> {
                    List<String> group =
                            problem.unknown().stream().flatMap(this::group).toList();
                    return group.isEmpty()
                            ? problem
                            : new Problem(
                                    problem.line(),
                                    problem.column(),
                                    problem.unknown().orElseThrow() + " stands for " + String.join(" and ", group)
                                            + "; name one of them");
                })
                .toList();
    }

    private Stream<String> group(String name) {
        return drafts.stream()
                .filter(draft -> draft.group().equals(name))
                .map(draft -> draft.feature().name());
    }

    private void ofEventAlone(FeatureDraft draft, FeatureDraft.Expression expression) throws ExpressionException {
        String cel = expression.node().getValue();
        Optional<String> feature = featureIn(cel);
        if (feature.isPresent()) {
            draft.at()
                    .findings()
                    .add(
                            expression.node(),
                            expression.path(),
                            feature.get() + " is a feature; an aggregate takes fields of the event only");
            return;
        }
        if (expression.role() == FeatureDraft.Role.OPERAND && ofEvent.isText(cel)) {
            draft.at()
                    .findings()
                    .add(
                            expression.node(),
                            expression.path(),
                            "gives a text, but this is of numbers; " + AggregateForm.OF_TEXTS + " take texts");
            return;
        }
        forbidLabel(
                draft,
                switch (expression.role()) {
                    case CONDITION -> ofEvent.compileFilter(cel).variables();
                    case ANY_OPERAND, COUNTED -> ofEvent.compileAnyOperand(cel).variables();
                    case OPERAND, NUMBER, CATEGORY, INSTANT ->
                        ofEvent.compileOperand(cel).variables();
                });
        if (expression.role() == FeatureDraft.Role.COUNTED && ofEvent.isCondition(cel)) {
            draft.at()
                    .findings()
                    .add(
                            expression.node(),
                            expression.path(),
                            counting(draft)
                                    + " counts events whose value is there, true or false; to count where it is true write "
                                    + counting(draft) + ": all, where: " + expression.cel());
        }
    }

    private static String counting(FeatureDraft draft) {
        return draft.feature() instanceof Feature.WindowedAggregate aggregate
                ? aggregate.function().text()
                : AggregateFunction.COUNT.text();
    }

    /** A feature an operand names, where it compiles with features and reads one. */
    private Optional<String> featureIn(String cel) {
        try {
            return ofFeatures.compileCategory(cel).variables().stream()
                    .filter(name -> !ofEvent.names().contains(name))
                    .findFirst();
        } catch (ExpressionException _) {
            return Optional.empty();
        }
    }

    private Set<String> features(FeatureDraft draft, Set<String> variables) {
        forbidLabel(draft, variables);
        Set<String> others = new HashSet<>(variables);
        others.removeAll(ofEvent.names());
        return others;
    }

    /** Where an event carries a field of the label's name, a feature that reads it would know the answer. */
    private void forbidLabel(FeatureDraft draft, Set<String> variables) {
        problem.label()
                .filter(variables::contains)
                .filter(label -> events.hasField(label))
                .ifPresent(label -> draft.at()
                        .mistake(label + " is the label; a feature that reads it would know the answer beforehand"));
    }

    private Stream<String> names(FeatureKind kind) {
        List<String> names = new ArrayList<>();
        drafts.stream()
                .map(FeatureDraft::feature)
                .filter(feature -> feature.kind() == kind)
                .map(Feature::name)
                .forEach(names::add);
        return names.stream();
    }
}
