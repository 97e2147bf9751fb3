package io.headrace.schemas.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One feature; a definition line that asks for several windows stands for several of these. */
public sealed interface Feature {

    /** Unique in its definition; letters, digits and underscores, no digit first: also an Avro field and a CEL variable. */
    String name();

    /** Whether its values are numbers or categories. */
    FeatureKind kind();

    /**
     * A number from the event itself and from other features.
     *
     * @param expression CEL over event fields and features declared anywhere; number or boolean (true is 1)
     */
    record Numeric(String name, String expression) implements Feature {

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
    record Categorical(String name, String expression) implements Feature {

        public Categorical {
            Bounds.name("a feature's name", name);
            Bounds.text("the expression of " + name, expression);
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.CATEGORICAL;
        }
    }

    /** A number from an entity's past. */
    sealed interface OfEntity extends Feature {

        /** Event fields that name the entity together; none: all events together are one. */
        List<String> by();
    }

    /**
     * An aggregate over an entity's events.
     *
     * @param operand what each event brings to it
     * @param by event fields that name the entity; none: all events together
     * @param window which events it is over
     */
    record WindowedAggregate(String name, AggregateFunction function, Operand operand, List<String> by, Window window)
            implements OfEntity {

        public WindowedAggregate {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.text("the operand of " + name, operand.expression());
            operand.where().ifPresent(condition -> Bounds.text("the condition of " + name, condition));
            Bounds.positive(name + ".over", window.over());
            Bounds.holds(
                    !window.excludingThis() || !function.isComparison(),
                    name + ": " + function + " never takes the event itself for one of the window's");
        }

        /** Over all events that have the operand, the event itself included. */
        public WindowedAggregate(
                String name, AggregateFunction function, String operand, List<String> by, Duration over) {
            this(name, function, new Operand(operand, Optional.empty()), by, new Window(over, false));
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * What an event brings to an aggregate; one for which it is missing does not count.
     *
     * @param expression CEL, number, of the event; "1" for a count of all
     * @param where CEL, truth value, of the event: the operand is missing where it is false or missing itself; empty: it holds for all
     */
    record Operand(String expression, Optional<String> where) {}

    /**
     * The window (t - over, t], or (t - over, t), of an event at t. Of the events of its own millisecond only the event itself is ever in it.
     *
     * @param over its length
     * @param excludingThis whether the event itself is left out; of a comparison, which always leaves it out, false
     */
    record Window(Duration over, boolean excludingThis) {}

    /** Seconds from the entity's latest earlier event to this one; missing for its first. */
    record TimeSinceLast(String name, List<String> by) implements OfEntity {

        public TimeSinceLast {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.notEmpty(name + ".by", by.size());
        }

        @Override
        public FeatureKind kind() {
            return FeatureKind.NUMERIC;
        }
    }

    /**
     * Share of one class, or mean label of a regression, among the labels of the entity that became known in (t - over,
     * t), at t itself not; missing when there are none. A label given by silence becomes known at event time plus
     * labels.within.
     *
     * @param ofClass the class whose share it is; empty for a regression, and for the positive class of a binary problem
     * @param by one or more event fields that name the entity; empty: all events together are one
     */
    record LabelRate(String name, Optional<String> ofClass, List<String> by, Duration over) implements OfEntity {

        public LabelRate {
            by = List.copyOf(by);
            Bounds.name("a feature's name", name);
            Bounds.positive(name + ".over", over);
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
}
