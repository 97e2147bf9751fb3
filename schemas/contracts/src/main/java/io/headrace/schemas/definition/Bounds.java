package io.headrace.schemas.definition;

import java.time.Duration;
import java.util.regex.Pattern;

/** What values of a definition must satisfy; a message names the value, what was found and what would be right. */
final class Bounds {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Bounds() {}

    /** An operand that is a number. */
    static void number(String what, Feature.Operand operand) {
        text(what, operand.expression());
        operand.where().ifPresent(condition -> text("the condition of it", condition));
        holds(operand.kind() == FeatureKind.NUMERIC, what + " is a number, not a text");
    }

    /** A window of a time, of the feature of a name. */
    static Extent over(String name, Duration over) {
        positive(name + ".over", over);
        return new Extent.Time(over);
    }

    static void positive(String what, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(what + " is a duration above zero, found " + duration);
        }
    }

    static void atLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is " + least + " or more, found " + value);
        }
    }

    static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is from " + least + " to " + most + ", found " + value);
        }
    }

    /** Strictly between 0 and 1. */
    static void share(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + " is a number between 0 and 1, found " + value);
        }
    }

    static void notEmpty(String what, int size) {
        if (size == 0) {
            throw new IllegalArgumentException(what + " is empty; it needs at least one");
        }
    }

    /** A name that is an Avro field and a CEL variable. */
    static void name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " is letters, digits and underscores, no digit first, found \"" + name + "\"");
        }
    }

    static void text(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " is empty");
        }
    }

    static void holds(boolean fits, String complaint) {
        if (!fits) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
