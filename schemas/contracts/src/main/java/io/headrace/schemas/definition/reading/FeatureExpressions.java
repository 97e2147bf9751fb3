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

    private final FeatureContext context;
    private final List<FeatureDraft> drafts;
    private final Scope scope;
    private final Map<String, Scope> ofStreams = new HashMap<>();
    private final List<String> numeric;
    private final List<String> categorical;
    private final Map<String, Set<String>> references = new LinkedHashMap<>();

    /**
     * What an expression may name.
     *
     * @param ofEvent the fields of an event
     * @param ofFeatures the features too
     */
    private record Scope(EventExpressions ofEvent, EventExpressions ofFeatures) {}

    /**
     * @param broken names of features with a mistake of their own; a reference to one is no second mistake
     */
    FeatureExpressions(
            EventExpressions ofEvent, FeatureContext context, List<FeatureDraft> drafts, List<String> broken) {
        this.context = context;
        this.drafts = drafts;
        this.numeric = Stream.concat(names(FeatureKind.NUMERIC), broken.stream())
                .filter(Names::isLegal)
                .toList();
        this.categorical = names(FeatureKind.CATEGORICAL).filter(Names::isLegal).toList();
        this.scope = scope(ofEvent);
    }

    private Scope scope(EventExpressions ofEvent) {
        return new Scope(ofEvent, ofEvent.withFeatures(numeric, categorical));
    }

    /** Empty where the fields of the stream it is of are not known. */
    private Optional<Scope> scope(FeatureDraft draft) {
        Optional<String> stream = from(draft);
        return stream.isEmpty()
                ? Optional.of(scope)
                : context.events(stream)
                        .expressions()
                        .map(known -> ofStreams.computeIfAbsent(stream.get(), _ -> scope(known)));
    }

    static boolean isReserved(String name) {
        return EventExpressions.isReserved(name);
    }

    private static Optional<String> from(FeatureDraft draft) {
        return draft.feature() instanceof Feature.OfEntity ofEntity ? ofEntity.from() : Optional.empty();
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
                case NUMBER ->
                    features(draft, scope.ofFeatures().compileNumber(cel).variables());
                case CATEGORY ->
                    features(draft, scope.ofFeatures().compileCategory(cel).variables());
                case INSTANT ->
                    features(draft, scope.ofFeatures().compileInstant(cel).variables());
                case OPERAND, ANY_OPERAND, COUNTED, CONDITION -> {
                    Optional<Scope> own = scope(draft);
                    if (own.isPresent()) {
                        ofEventAlone(draft, expression, own.get());
                    }
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

    private void ofEventAlone(FeatureDraft draft, FeatureDraft.Expression expression, Scope own)
            throws ExpressionException {
        EventExpressions ofEvent = own.ofEvent();
        String cel = expression.node().getValue();
        Optional<String> feature = featureIn(cel, own);
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
        Set<String> read = switch (expression.role()) {
            case CONDITION -> ofEvent.compileFilter(cel).variables();
            case ANY_OPERAND, COUNTED -> ofEvent.compileAnyOperand(cel).variables();
            case OPERAND, NUMBER, CATEGORY, INSTANT ->
                ofEvent.compileOperand(cel).variables();
        };
        if (from(draft).isEmpty()) {
            forbidLabel(draft, read);
        }
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
    private static Optional<String> featureIn(String cel, Scope own) {
        try {
            return own.ofFeatures().compileCategory(cel).variables().stream()
                    .filter(name -> !own.ofEvent().names().contains(name))
                    .findFirst();
        } catch (ExpressionException _) {
            return Optional.empty();
        }
    }

    private Set<String> features(FeatureDraft draft, Set<String> variables) {
        forbidLabel(draft, variables);
        Set<String> others = new HashSet<>(variables);
        others.removeAll(scope.ofEvent().names());
        return others;
    }

    /** Where an event carries a field of the label's name, a feature that reads it would know the answer. */
    private void forbidLabel(FeatureDraft draft, Set<String> variables) {
        context.problem()
                .label()
                .filter(variables::contains)
                .filter(label -> context.events().hasField(label))
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
