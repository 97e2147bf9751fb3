package io.headrace.schemas.definition;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** One feature; a definition line that asks for several windows stands for several of these. */
public sealed interface Feature {

    /** Unique in its definition; letters, digits and underscores, no digit first: also an Avro field and a CEL variable. */
    String name();

    /** Whether its values are numbers or categories. */
    FeatureKind kind();

    /** From the event itself and from other features; nothing is remembered for it. */
    sealed interface OfEvent extends Feature {}

    /**
     * A number from the event itself and from other features.
     *
     * @param expression CEL over event fields and features declared anywhere; number or boolean (true is 1)
     */
    record Numeric(String name, String expression) implements OfEvent {

        public Numeric {
            Bounds.name("a feature's name", name);
            Bounds.text("the expression of " + name, expression);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * A category.
     *
     * @param expression CEL; string, or a number or boolean taken as its text
     */
    record Categorical(String name, String expression) implements OfEvent {

        public Categorical {
            Bounds.name("a feature's name", name);
            Bounds.text("the expression of " + name, expression);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.CATEGORICAL;
        }
    }

    /**
     * Several categories as one.
     *
     * @param expressions CEL of two categories or more; as the value of a {@link Categorical}
     */
    record Cross(String name, List<String> expressions) implements OfEvent {

        public Cross {
            expressions = List.copyOf(expressions);
            Bounds.name("a feature's name", name);
            Bounds.holds(expressions.size() > 1, name + ": a cross is of two categories or more");
            expressions.forEach(expression -> Bounds.text("a category of " + name, expression));
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.CATEGORICAL;
        }
    }

    /**
     * One column of a text's hashed words: how many of the words belong to it, some counted as 1 and some as -1.
     *
     * @param expression CEL; string, or a number or boolean taken as its text
     * @param into how many columns there are, 2 or more
     * @param column which one it is, from 0
     */
    record HashedWords(String name, String expression, int into, int column) implements OfEvent {

        public static final int FEWEST_COLUMNS = 2;
        public static final int MOST_COLUMNS = 1_024;

        public HashedWords {
            Bounds.name("a feature's name", name);
            Bounds.text("the text of " + name, expression);
            Bounds.within(name + ".into", into, FEWEST_COLUMNS, MOST_COLUMNS);
            Bounds.within(name + ".column", column, 0, into - 1);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * A time as the clocks and calendars of a place show it.
     *
     * @param expression CEL; timestamp
     */
    record Moment(String expression, ZoneId zone) {}

    /**
     * Where a moment lies in a part of the calendar that comes round: the sine or cosine of its share of the way round, -1 to 1. Both
     * together are near for what is near, across midnight and New Year too.
     */
    record CalendarWave(String name, Moment moment, CalendarPart part, CalendarPart.Wave wave) implements OfEvent {

        public CalendarWave {
            Bounds.name("a feature's name", name);
            Bounds.text("the time of " + name, moment.expression());
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * Whether a moment is on one of some days: 1 or 0.
     *
     * @param days in order, each once; one or more
     */
    record Holiday(String name, Moment moment, List<LocalDate> days) implements OfEvent {

        public Holiday {
            days = days.stream().distinct().sorted().toList();
            Bounds.name("a feature's name", name);
            Bounds.text("the time of " + name, moment.expression());
            Bounds.notEmpty(name + ".holidays", days.size());
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /** A number from an entity's past. */
    sealed interface OfEntity extends Feature {

        /** Event fields that name the entity together; none: all events together are one. */
        List<String> by();

        /** The further stream whose events it is of; empty: the events that rows are made of. */
        default Optional<String> from() {
            return Optional.empty();
        }
    }

    /**
     * An aggregate over an entity's events.
     *
     * @param operand what each event brings to it
     * @param by event fields that name the entity; none: all events together
     * @param window which events it is over
     * @param nth of those that {@link AggregateFunction#takesNth}, which one in their order: 1 for the newest or the most frequent; else 1
     */
    record WindowedAggregate(
            String name, AggregateFunction function, Operand operand, List<String> by, Window window, int nth)
            implements OfEntity {

        public static final int LAST_NTH = 1_000;

        public WindowedAggregate {
            by = List.copyOf(by);
            Bounds.within(name + ".nth", nth, 1, function.takesNth() ? LAST_NTH : 1);
            Bounds.holds(
                    nth == 1 || function != AggregateFunction.LAST || !(window.extent() instanceof Extent.Lifetime),
                    name + ": of a lifetime only the last itself is kept");
            Bounds.holds(
                    function != AggregateFunction.RATE || window.extent() instanceof Extent.Time,
                    name + ": a rate is over a time");
            Bounds.name("a feature's name", name);
            Bounds.text("the operand of " + name, operand.expression());
            operand.where().ifPresent(condition -> Bounds.text("the condition of " + name, condition));
            Bounds.holds(
                    operand.kind() == FeatureKind.NUMERIC || function.takesTexts(),
                    name + ": " + function + " is of numbers, not of texts");
            Bounds.holds(
                    !window.excludingThis() || !function.isComparison(),
                    name + ": " + function + " never takes the event itself for one of the window's");
            Bounds.holds(
                    operand.from().isEmpty() || !function.isComparison(),
                    name + ": " + function + " compares the event with earlier ones of its own stream");
            ofAnother(name, operand, window.excludingThis());
        }

        /** The first in order. */
        public WindowedAggregate(
                String name, AggregateFunction function, Operand operand, List<String> by, Window window) {
            this(name, function, operand, by, window, 1);
        }

        /** Over all events that have the operand, the event itself included. */
        public WindowedAggregate(
                String name, AggregateFunction function, String operand, List<String> by, Duration over) {
            this(
                    name,
                    function,
                    new Operand(operand, Optional.empty()),
                    by,
                    new Window(Bounds.over(name, over), false));
        }

        @Override
        public Optional<String> from() {
            return operand.from();
        }

        @Override
        public FeatureKind kind() {
            return function.isOneOfTheOperands() ? operand.kind() : FeatureKind.NUMERIC;
        }
    }

    /**
     * What an event brings to an aggregate; one for which it is missing does not count.
     *
     * @param expression CEL, number or text, of the event; "1" for a count of all
     * @param kind categorical where it gives a text
     * @param where CEL, truth value, of the event: the operand is missing where it is false or missing itself; empty: it holds for all
     * @param from the further stream whose events bring it, and whose fields both expressions read; empty: the events that rows are made of
     */
    record Operand(String expression, FeatureKind kind, Optional<String> where, Optional<String> from) {

        /** Of the events that rows are made of. */
        public Operand(String expression, FeatureKind kind, Optional<String> where) {
            this(expression, kind, where, Optional.empty());
        }

        /** A number, of the events that rows are made of. */
        public Operand(String expression, Optional<String> where) {
            this(expression, FeatureKind.NUMERIC, where);
        }
    }

    /**
     * The window of an event at t. Of the events of its own millisecond only the event itself is ever in it.
     *
     * @param extent how far back it goes
     * @param excludingThis whether the event itself is left out; of a comparison, which always leaves it out, false
     */
    record Window(Extent extent, boolean excludingThis) {

        /** (t - over, t], or (t - over, t). */
        public Window(Duration over, boolean excludingThis) {
            this(new Extent.Time(over), excludingThis);
        }

        /** The longest time before the event that it may see. */
        public Duration over() {
            return extent.over();
        }
    }

    /**
     * The least number in a window that a share of all is at most. Exact while the window has up to 1,000 different ones, else within 1 %
     * of it; missing without any.
     *
     * @param at the share, above 0 and below 1
     * @param operand what each event brings to it, a number
     * @param by event fields that name the entity; none: all events together
     */
    record Quantile(String name, double at, Operand operand, List<String> by, Window window) implements OfEntity {

        public Quantile {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.number("the operand of " + name, operand);
            Bounds.holds(at > 0 && at < 1, name + ".at is above 0 and below 1, found " + at);
            ofAnother(name, operand, window.excludingThis());
        }

        @Override
        public Optional<String> from() {
            return operand.from();
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * A count, sum or mean in which an event at t weighs 2^(-(t' - t) / halfLife) for one at t'. Events more than 40 half-lives back, which
     * weigh less than 10^-12, do not count. Exact within a relative error of 10^-9 of the sum of what the events bring without their signs.
     *
     * @param operand what each event brings to it, a number; "1" for a count of all
     * @param by event fields that name the entity; none: all events together
     * @param excludingThis whether the event itself does not count
     */
    record Decayed(
            String name,
            DecayedFunction function,
            Operand operand,
            List<String> by,
            Duration halfLife,
            boolean excludingThis)
            implements OfEntity {

        /** How many half-lives back it looks. */
        public static final int HALF_LIVES = 40;

        public Decayed {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.number("the operand of " + name, operand);
            Bounds.positive(name + ".halfLife", halfLife);
            ofAnother(name, operand, excludingThis);
        }

        /** How far back it looks. */
        public Duration over() {
            return halfLife.multipliedBy(HALF_LIVES);
        }

        @Override
        public Optional<String> from() {
            return operand.from();
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /** What is computed of weighted operands. */
    enum DecayedFunction {
        /** The sum of the weights; 0 without any. */
        COUNT,
        /** The sum of the weighted operands; 0 without any. */
        SUM,
        /** The sum divided by the count; missing without any. */
        MEAN
    }

    /**
     * For how many of the newest events in a window in a row a condition holds, the event itself the first; 0 where it does not hold for
     * that one. A window is never a lifetime.
     *
     * @param condition its expression is the condition, which does not hold where it is missing; where its own condition does not hold an
     *     event counts for nothing
     * @param by event fields that name the entity; none: all events together
     */
    record Streak(String name, Operand condition, List<String> by, Window window) implements OfEntity {

        public Streak {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.number("the condition of " + name, condition);
            Bounds.holds(condition.from().isEmpty(), name + ": a streak is of the events that rows are made of");
            Bounds.holds(
                    !(window.extent() instanceof Extent.Lifetime),
                    name + ": a streak is of a time or of so many events");
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * The entity's session that the event belongs to: the events before it between which never more time passes than the gap, up to 400
     * days back.
     *
     * @param by event fields that name the entity; none: all events together
     */
    record Session(String name, SessionMeasure measure, List<String> by, Duration gap) implements OfEntity {

        public Session {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.positive(name + ".gap", gap);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /** What is told of a session. */
    enum SessionMeasure {
        /** Its events, the event itself included; 1 or more. */
        COUNT,
        /** Seconds from its first event to this one; 0 or more. */
        SECONDS
    }

    /**
     * Seconds from the entity's latest earlier event to this one; missing for its first.
     *
     * @param from the further stream whose latest event is meant; empty: the events that rows are made of
     */
    record TimeSinceLast(String name, List<String> by, Optional<String> from) implements OfEntity {

        public TimeSinceLast {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.notEmpty(name + ".by", by.size());
        }

        /** Of the events that rows are made of. */
        public TimeSinceLast(String name, List<String> by) {
            this(name, by, Optional.empty());
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * Share of one class, or mean label of a regression, among labels of the entity that became known before t, at t itself not; missing
     * when there are none. A label given by silence becomes known at event time plus labels.within.
     *
     * <p>Of a time they are those that became known in (t - over, t); of so many events those of the entity's newest events strictly
     * before t, of which some may have no label yet; of a lifetime all.
     *
     * @param ofClass the class whose share it is; empty for a regression, and for the positive class of a binary problem
     * @param by one or more event fields that name the entity; empty: all events together are one
     */
    record LabelRate(String name, Optional<String> ofClass, List<String> by, Extent extent) implements OfEntity {

        public LabelRate {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
        }

        /** Of a class. */
        public LabelRate(String name, Optional<String> ofClass, List<String> by, Duration over) {
            this(name, ofClass, by, Bounds.over(name, over));
        }

        /** Of the positive class, or of a regression. */
        public LabelRate(String name, List<String> by, Duration over) {
            this(name, Optional.empty(), by, over);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * How many labels of the entity there are, as a {@link LabelRate} has them.
     *
     * @param ofClass the class that is counted; empty: all labels are
     * @param by one or more event fields that name the entity; empty: all events together are one
     */
    record LabelCount(String name, Optional<String> ofClass, List<String> by, Extent extent) implements OfEntity {

        public LabelCount {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * Seconds since a label of the entity became known; missing where none did in the 400 days before the event.
     *
     * @param ofClass the class that is meant; empty: any label
     * @param by one or more event fields that name the entity; empty: all events together are one
     */
    record TimeSinceLabel(String name, Optional<String> ofClass, List<String> by) implements OfEntity {

        public TimeSinceLabel {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * The label of the entity that became known last before the event, however long ago; missing where none did. Of several
     * in one millisecond it is always the same one, but which is chance.
     *
     * @param kind numeric for a regression, else categorical: the class
     * @param by one or more event fields that name the entity; empty: all events together are one
     */
    record LastLabel(String name, FeatureKind kind, List<String> by) implements OfEntity {

        public LastLabel {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
        }
    }

    /**
     * A value of the row that a reference had for the event's key at the event's time: of the newest row strictly before the event's
     * millisecond. Missing where there was none, or none with that value.
     *
     * @param reference the reference's name
     * @param field the row's field
     * @param by the event's field whose text is the row's key
     */
    record Lookup(String name, FeatureKind kind, String reference, String field, String by) implements Feature {

        public Lookup {
            Bounds.name("a feature's name", name);
            Bounds.text("the reference of " + name, reference);
            Bounds.text("the reference's field of " + name, field);
            Bounds.text("the key of " + name, by);
        }
    }

    /** An event is none of another stream's. */
    private static void ofAnother(String name, Operand operand, boolean excludingThis) {
        Bounds.holds(
                operand.from().isEmpty() || excludingThis,
                name + ": the event itself is not one of " + operand.from().orElse("") + ", so it is excluded");
    }
}
