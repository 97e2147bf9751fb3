package io.headrace.features.engine;

import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.expression.CategoryProgram;
import io.headrace.schemas.expression.InstantProgram;
import io.headrace.schemas.expression.NumberProgram;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the steps of a row. Features that are columns of the same text or time are one step, which reads it once. */
final class RowCompiler {

    private final FeatureSignature signature;
    private final Expressions expressions;

    /** A step, and the features it reads. */
    record Planned(RowStep step, Set<String> reads) {}

    /** What columns of a text have in common. */
    private record Hashed(String expression, int into) {}

    RowCompiler(FeatureSignature signature, Expressions expressions) {
        this.signature = signature;
        this.expressions = expressions;
    }

    /** By feature, in the definition's order; those of one step have the same. */
    Map<String, Planned> compile(List<Feature> features) {
        Map<Object, List<Feature.OfEvent>> groups = new LinkedHashMap<>();
        for (Feature feature : features) {
            if (feature instanceof Feature.OfEvent ofEvent) {
                groups.computeIfAbsent(source(ofEvent), _ -> new ArrayList<>()).add(ofEvent);
            }
        }
        Map<String, Planned> planned = new LinkedHashMap<>();
        for (List<Feature.OfEvent> group : groups.values()) {
            Planned step = step(group);
            group.forEach(feature -> planned.put(feature.name(), step));
        }
        return planned;
    }

    /** What a feature is made of: the same for those of one step. */
    private static Object source(Feature.OfEvent feature) {
        return switch (feature) {
            case Feature.CalendarWave wave -> wave.moment();
            case Feature.Holiday holiday -> holiday.moment();
            case Feature.HashedWords words -> new Hashed(words.expression(), words.into());
            case Feature.Numeric _, Feature.Categorical _, Feature.Cross _ -> feature;
        };
    }

    private Planned step(List<Feature.OfEvent> group) {
        return switch (group.getFirst()) {
            case Feature.Numeric(String name, String cel) -> {
                int place = number(name);
                NumberProgram number = expressions.number(name, cel);
                yield planned(
                        (event, numeric, categorical) -> numeric[place] = number.evaluate(event, numeric, categorical),
                        number.variables());
            }
            case Feature.Categorical(String name, String cel) -> {
                int place = category(name);
                CategoryProgram category = expressions.category(name, cel);
                yield planned(
                        (event, numeric, categorical) ->
                                categorical[place] = category.evaluate(event, numeric, categorical),
                        category.variables());
            }
            case Feature.Cross(String name, List<String> cels) -> {
                List<CategoryProgram> categories = cels.stream()
                        .map(cel -> expressions.category(name, cel))
                        .toList();
                yield planned(
                        new CrossStep(categories, category(name)),
                        categories.stream()
                                .flatMap(category -> category.variables().stream())
                                .collect(Collectors.toSet()));
            }
            case Feature.HashedWords words -> {
                CategoryProgram text = expressions.category(words.name(), words.expression());
                yield planned(new HashStep(text, words.into(), hashed(group)), text.variables());
            }
            case Feature.CalendarWave wave -> calendar(wave.name(), wave.moment(), group);
            case Feature.Holiday holiday -> calendar(holiday.name(), holiday.moment(), group);
        };
    }

    private Planned calendar(String name, Feature.Moment moment, List<Feature.OfEvent> group) {
        InstantProgram time = expressions.instant(name, moment.expression());
        List<CalendarStep.Column> columns = new ArrayList<>();
        for (Feature.OfEvent feature : group) {
            switch (feature) {
                case Feature.CalendarWave(var column, var _, var part, var wave) ->
                    columns.add(new CalendarStep.Column.Round(number(column), part, wave));
                case Feature.Holiday(var column, var _, var days) ->
                    columns.add(new CalendarStep.Column.OnOneOf(number(column), Set.copyOf(days)));
                case Feature.Numeric _, Feature.Categorical _, Feature.Cross _, Feature.HashedWords _ ->
                    throw new IllegalStateException(feature.name() + " is no column of a calendar");
            }
        }
        return planned(new CalendarStep(time, moment.zone(), columns), time.variables());
    }

    private List<HashStep.Column> hashed(List<Feature.OfEvent> group) {
        return group.stream()
                .map(feature -> (Feature.HashedWords) feature)
                .map(words -> new HashStep.Column(words.column(), number(words.name())))
                .toList();
    }

    private Planned planned(RowStep step, Set<String> names) {
        return new Planned(step, expressions.features(names));
    }

    private int number(String name) {
        return signature.numeric().indexOf(name);
    }

    private int category(String name) {
        return signature.categorical().indexOf(name);
    }
}
