package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import java.util.OptionalDouble;

/**
 * Numbers as a file writes them: with its decimal and grouping marks, perhaps with a currency or percent sign, which is left
 * away (12 % is 12).
 */
public final class NumberText {

    private static final String SIGNS = "$€£¥%";

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
