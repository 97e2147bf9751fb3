package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import java.util.OptionalDouble;

/**
 * Numbers as a file writes them: with its decimal and grouping marks, perhaps with a currency or percent sign, which is left
 * away (12 % is 12).
 */
public final class NumberText {

    private static final String SIGNS = "$€£¥%";

    /** So many digits are a whole number that a double holds exactly. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final char decimal;
    private final char grouping;
    private final boolean groups;

    public NumberText(CsvDialect dialect) {
        decimal = dialect.decimal();
        groups = dialect.grouping().isPresent();
        grouping = dialect.grouping().orElse('\0');
    }

    /** The number; empty where the text is none, or not finite. */
    public OptionalDouble parse(String text) {
        int length = text.length();
        if (length == 0 || length > 64) {
            return OptionalDouble.empty();
        }
        return length <= EXACT_DIGITS + 2 ? parseShort(text) : parseAny(text);
    }

    /**
     * Digits, perhaps with a minus and a decimal mark, as most are. Of two numbers that a double holds exactly a division gives the nearest
     * double, which is what {@link Double#parseDouble} gives.
     */
    private OptionalDouble parseShort(String text) {
        long digits = 0;
        int count = 0;
        int mark = -1;
        int from = text.charAt(0) == '-' ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one >= '0' && one <= '9') {
                digits = 10 * digits + (one - '0');
                count++;
            } else if (one == decimal && mark < 0) {
                mark = count;
            } else {
                return parseAny(text);
            }
        }
        if (count == 0 || count > EXACT_DIGITS) {
            return parseAny(text);
        }
        double number = mark < 0 ? digits : digits / POWERS_OF_TEN[count - mark];
        return OptionalDouble.of(from == 0 ? number : -number);
    }

    private OptionalDouble parseAny(String text) {
        int length = text.length();
        StringBuilder plain = new StringBuilder(length);
        boolean digits = false;
        for (int i = 0; i < length; i++) {
            char one = text.charAt(i);
            boolean edge = i == 0 || i == length - 1;
            if (one >= '0' && one <= '9') {
                digits = true;
                plain.append(one);
            } else if (one == decimal) {
                plain.append('.');
            } else if (one == '-' || one == '+' || (digits && (one == 'e' || one == 'E'))) {
                plain.append(one);
            } else if (!(groups && digits && one == grouping) && !(edge && SIGNS.indexOf(one) >= 0) && one != ' ') {
                return OptionalDouble.empty();
            } else if (one == ' ' && !(i == 1 || i == length - 2 || (groups && grouping == ' '))) {
                return OptionalDouble.empty();
            }
        }
        return digits ? finite(plain.toString()) : OptionalDouble.empty();
    }

    private static OptionalDouble finite(String plain) {
        try {
            double number = Double.parseDouble(plain);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }
}
