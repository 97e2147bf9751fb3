package io.headrace.connectors.csv.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a row as most are: fields without quotes, or with one at each end and none inside. The CSV library reads the same, but begins anew
 * with each row, which costs more than all else that is done with it.
 */
final class PlainRow {

    /** What is longer is rare, and the library has limits of its own. */
    private static final int LONGEST = 1 << 16;

    private final char delimiter;
    private final char quote;

    PlainRow(char delimiter, char quote) {
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** The fields without their quotes; empty where the row is not so plain. */
    List<String> fields(String row) {
        if (row.isEmpty() || row.length() > LONGEST || row.indexOf('\n') >= 0 || row.indexOf('\r') >= 0) {
            return List.of();
        }
        List<String> fields = new ArrayList<>();
        boolean quotes = row.indexOf(quote) >= 0;
        int at = 0;
        while (at <= row.length()) {
            boolean quoted = quotes && at < row.length() && row.charAt(at) == quote;
            int from = quoted ? at + 1 : at;
            int to = row.indexOf(quoted ? quote : delimiter, from);
            int next = quoted ? to + 1 : to;
            if (quoted && (to < 0 || (next < row.length() && row.charAt(next) != delimiter))) {
                return List.of();
            }
            int end = to < 0 ? row.length() : to;
            String field = row.substring(from, end);
            if (quotes && !quoted && field.indexOf(quote) >= 0) {
                return List.of();
            }
            fields.add(field);
            at = (to < 0 ? end : next) + 1;
        }
        return fields;
    }
}
