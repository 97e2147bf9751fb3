package io.headrace.standalone.infer;

import io.headrace.connectors.csv.reading.DateSniffer;
import io.headrace.connectors.csv.reading.NumberText;
import io.headrace.connectors.csv.reading.TimeText;
import io.headrace.schemas.definition.CsvDialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what a column holds by its values in the sample. */
final class ColumnReader {

    /** More are no categories: few of them would be seen often enough to learn from. */
    static final int MOST_LEVELS = 256;

    private static final double NEARLY_ALL = 0.98;
    private static final int FEW = 50;
    private static final Pattern NAMES_IDENTIFIER = Pattern.compile(
            "(.*[_ .-])?(id|uuid|guid|key|nr|no|number|index|row|rownum|rowid|code)|.*(Id|ID|Uuid|Nr)|unnamed.*|column_1");

    private final CsvDialect dialect;
    private final NumberText numberText;

    ColumnReader(CsvDialect dialect) {
        this.dialect = dialect;
        this.numberText = new NumberText(dialect);
    }

    /** @param asTime the column is said to hold times, so that plain numbers may be some */
    Column read(int place, String name, String field, List<String> cells, boolean asTime) {
        Set<String> codes = new HashSet<>(dialect.missing());
        codes.add("");
        List<String> present =
                cells.stream().filter(cell -> !codes.contains(cell)).toList();
        Map<String, Integer> counts = new HashMap<>();
        present.forEach(cell -> counts.merge(cell, 1, Integer::sum));
        if (counts.isEmpty()) {
            return new Column(place, name, field, Kind.EMPTY, cells, codes, new double[0], 0, List.of(), false);
        }
        List<String> formats = DateSniffer.sniff(asTime ? "time" : name, present);
        if (!formats.isEmpty()) {
            double[] times = times(cells, codes, formats);
            return new Column(place, name, field, Kind.TIME, cells, codes, times, counts.size(), formats, false);
        }
        if (isNumeric(counts, present.size(), codes)) {
            return number(place, name, field, cells, codes, counts);
        }
        Kind kind = textKind(name, counts, present);
        return new Column(place, name, field, kind, cells, codes, new double[0], counts.size(), List.of(), false);
    }

    /** Whether the values are numbers; a text or two among them that stand for no number become codes for that. */
    private boolean isNumeric(Map<String, Integer> counts, int present, Set<String> codes) {
        Map<String, Integer> others = new HashMap<>();
        counts.forEach((text, count) -> {
            if (numberText.parse(text).isEmpty()) {
                others.put(text, count);
            }
        });
        int texts = others.values().stream().mapToInt(Integer::intValue).sum();
        int numbers = counts.size() - others.size();
        if (others.isEmpty()) {
            return true;
        }
        boolean standIns = others.size() <= 2 && numbers > 20 && texts < 0.7 * present;
        if (standIns && others.values().stream().allMatch(count -> count > 2)) {
            codes.addAll(others.keySet());
            return true;
        }
        return numbers > 2 && present - texts >= NEARLY_ALL * present;
    }

    private Column number(
            int place, String name, String field, List<String> cells, Set<String> codes, Map<String, Integer> counts) {
        double[] numbers = new double[cells.size()];
        boolean whole = true;
        for (int i = 0; i < numbers.length; i++) {
            OptionalDouble number =
                    codes.contains(cells.get(i)) ? OptionalDouble.empty() : numberText.parse(cells.get(i));
            numbers[i] = number.orElse(Double.NaN);
            whole &= number.isEmpty() || number.getAsDouble() == Math.rint(number.getAsDouble());
        }
        counts.keySet().removeAll(codes);
        Kind kind = counts.size() == 1 && !hasMissing(cells, codes) ? Kind.CONSTANT : Kind.NUMBER;
        boolean eachItsOwn = whole && cells.size() >= FEW && counts.size() >= cells.size() * NEARLY_ALL;
        if (eachItsOwn && (counts(numbers) || NAMES_IDENTIFIER.matcher(name).matches())) {
            kind = Kind.IDENTIFIER;
        }
        return new Column(place, name, field, kind, cells, codes, numbers, counts.size(), List.of(), whole);
    }

    /** Whether each number is the one before and one more. */
    private static boolean counts(double[] numbers) {
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] != numbers[i - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    private static Kind textKind(String name, Map<String, Integer> counts, List<String> present) {
        int size = present.size();
        if (counts.size() == 1) {
            return present.size() == 1 || size < 2 ? Kind.CATEGORY : Kind.CONSTANT;
        }
        if (size >= FEW && counts.size() >= size * 0.95) {
            boolean words = present.stream().filter(cell -> cell.contains(" ")).count() > size / 2;
            return words ? Kind.TEXT : Kind.IDENTIFIER;
        }
        if (counts.size() <= MOST_LEVELS) {
            return Kind.CATEGORY;
        }
        return NAMES_IDENTIFIER.matcher(name.toLowerCase(Locale.ROOT)).matches() ? Kind.IDENTIFIER : Kind.TEXT;
    }

    private static boolean hasMissing(List<String> cells, Set<String> codes) {
        return cells.stream().anyMatch(codes::contains);
    }

    private static double[] times(List<String> cells, Set<String> codes, List<String> formats) {
        TimeText times = new TimeText(formats);
        double[] millis = new double[cells.size()];
        for (int i = 0; i < millis.length; i++) {
            OptionalLong micros = codes.contains(cells.get(i)) ? OptionalLong.empty() : times.parse(cells.get(i));
            millis[i] = micros.isPresent() ? (double) Math.floorDiv(micros.getAsLong(), 1_000L) : Double.NaN;
        }
        return millis;
    }
}
