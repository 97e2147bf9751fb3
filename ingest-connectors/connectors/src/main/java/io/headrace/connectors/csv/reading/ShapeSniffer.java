package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Delimiter, quote, header, marks of numbers and missing-value codes of a text. */
final class ShapeSniffer {

    private static final int SAMPLE_ROWS = 500;

    /** In the order of preference where they do equally well; the last two occur within values, too. */
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|', '^', '~', ' ', ':');

    private static final Set<Character> DOUBTFUL = Set.of(' ', ':');

    /** Compared without regard to case. What stands for a missing value in any column. */
    private static final Set<String> CODES = Set.of(
            "na", "n/a", "#n/a", "nan", "null", "<na>", "none", "nil", "?", "-", "--", ".", "missing", "#null!", "\\n");

    private static final Pattern PLAIN = Pattern.compile("[-+]?\\d*\\.?\\d+([eE][-+]?\\d+)?");
    private static final Pattern POINT = Pattern.compile("[-+]?\\d+\\.\\d+([eE][-+]?\\d+)?");
    private static final Pattern COMMA = Pattern.compile("[-+]?\\d+(\\.\\d{3})*,\\d+([eE][-+]?\\d+)?");
    private static final Pattern COMMA_GROUPS = Pattern.compile("[-+$€£]?\\d{1,3}(,\\d{3})+(\\.\\d+)?%?");
    private static final Pattern POINT_GROUPS = Pattern.compile("[-+$€£]?\\d{1,3}(\\.\\d{3})+(,\\d+)?%?");
    private static final Pattern BLANK_GROUPS = Pattern.compile("[-+$€£]?\\d{1,3}( \\d{3})+([.,]\\d+)?%?");

    private ShapeSniffer() {}

    static CsvDialect sniff(String text, String charset) {
        Shape shape = Stream.of('"', '\'')
                .flatMap(quote -> DELIMITERS.stream().map(delimiter -> Shape.of(text, delimiter, quote)))
                .max(Comparator.comparingDouble(Shape::score))
                .orElseThrow();
        List<List<String>> rows = shape.rows();
        List<String> cells = rows.stream().skip(1).flatMap(List::stream).toList();
        char decimal = decimal(cells, shape.delimiter());
        return new CsvDialect(
                charset,
                shape.delimiter(),
                shape.quote(),
                hasHeader(rows),
                codes(cells),
                decimal,
                grouping(cells, decimal),
                Map.of());
    }

    private record Shape(char delimiter, char quote, List<List<String>> rows, double score) {

        static Shape of(String text, char delimiter, char quote) {
            List<List<String>> rows = split(text, delimiter, quote);
            Map<Integer, Integer> widths = new HashMap<>();
            rows.forEach(row -> widths.merge(row.size(), 1, Integer::sum));
            int width = widths.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(1);
            double steady = widths.getOrDefault(width, 0) / (double) Math.max(1, rows.size());
            boolean headed = !rows.isEmpty() && rows.getFirst().size() == width;
            double score = width == 1
                    ? 0.1
                    : steady
                            * steady
                            * (1 - 0.5 / width)
                            * (headed ? 1 : 0.3)
                            * (DOUBTFUL.contains(delimiter) ? 0.7 : 1);
            return new Shape(
                    delimiter, quote, rows, score * (quote == '"' ? 1 : wraps(text, delimiter, quote) ? 1.1 : 0.9));
        }

        /** An apostrophe is a quote only where it stands on both sides of fields. */
        private static boolean wraps(String text, char delimiter, char quote) {
            int begins = count(text, "" + delimiter + quote) + count(text, "\n" + quote);
            int ends = count(text, "" + quote + delimiter) + count(text, quote + "\n") + count(text, quote + "\r");
            return begins > 1 && Math.abs(begins - ends) <= 1;
        }

        private static int count(String text, String part) {
            int count = 0;
            for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
                count++;
            }
            return count;
        }

        private static List<List<String>> split(String text, char delimiter, char quote) {
            CsvDialect dialect =
                    new CsvDialect("UTF-8", delimiter, quote, true, List.of(), '.', Optional.empty(), Map.of());
            RowParser parser = new RowParser(dialect);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            List<List<String>> rows = new ArrayList<>();
            try (RowSplitter splitter =
                    new RowSplitter(new ByteArrayInputStream(bytes), CsvPosition.START, delimiter, quote)) {
                // The last row may be cut; it counts only where it is all there is.
                for (boolean more = true; more && rows.size() < SAMPLE_ROWS; ) {
                    Optional<RowSplitter.Piece> piece = splitter.next(rows.size() < 2);
                    piece.ifPresent(found -> rows.add(
                            switch (parser.parse(found)) {
                                case RowParser.Parsed.Values(List<String> values) -> values;
                                case RowParser.Parsed.Wrong _ -> List.of();
                            }));
                    more = piece.isPresent();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return rows;
        }
    }

    /** Not where the first row has a number in a column of numbers, unless another column's first is the one text in it. */
    private static boolean hasHeader(List<List<String>> rows) {
        if (rows.size() < 2) {
            return rows.isEmpty() || rows.getFirst().stream().noneMatch(ShapeSniffer::isValue);
        }
        List<String> first = rows.getFirst();
        long heads = columns(first)
                .filter(column -> !isValue(first.get(column)) && share(rows, column) > 0.8)
                .count();
        long values = columns(first)
                .filter(column -> isValue(first.get(column)) && share(rows, column) > 0.8)
                .filter(column -> isLikeTheRest(rows, column))
                .count();
        return heads > 0 || values == 0;
    }

    /** A year that names a column of counts lies far from them. */
    private static boolean isLikeTheRest(List<List<String>> rows, int column) {
        if (!PLAIN.matcher(rows.getFirst().get(column)).matches()) {
            return true;
        }
        DoubleSummaryStatistics rest = rows.stream()
                .skip(1)
                .filter(row ->
                        row.size() > column && PLAIN.matcher(row.get(column)).matches())
                .mapToDouble(row -> Double.parseDouble(row.get(column)))
                .summaryStatistics();
        double spread = 2 * (rest.getMax() - rest.getMin()) + 1;
        double first = Double.parseDouble(rows.getFirst().get(column));
        return first >= rest.getMin() - spread && first <= rest.getMax() + spread;
    }

    private static IntStream columns(List<String> row) {
        return IntStream.range(0, row.size());
    }

    private static double share(List<List<String>> rows, int column) {
        List<String> cells = rows.stream()
                .skip(1)
                .filter(row -> row.size() > column && !row.get(column).isEmpty())
                .map(row -> row.get(column))
                .toList();
        return cells.stream().filter(ShapeSniffer::isValue).count() / (double) Math.max(1, cells.size());
    }

    private static boolean isValue(String cell) {
        return PLAIN.matcher(cell).matches()
                || COMMA.matcher(cell).matches()
                || cell.matches("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}([T ].*)?");
    }

    private static char decimal(List<String> cells, char delimiter) {
        long points =
                cells.stream().filter(cell -> POINT.matcher(cell).matches()).count();
        long commas = cells.stream()
                .filter(cell -> COMMA.matcher(cell).matches()
                        && !COMMA_GROUPS.matcher(cell).matches())
                .count();
        long grouped = cells.stream()
                .filter(cell -> COMMA_GROUPS.matcher(cell).matches())
                .count();
        boolean soleMark = points == 0 && commas == 0 && grouped > 0 && delimiter == ';';
        return commas > points || soleMark ? ',' : '.';
    }

    private static Optional<Character> grouping(List<String> cells, char decimal) {
        Pattern groups = decimal == ',' ? POINT_GROUPS : COMMA_GROUPS;
        if (cells.stream().anyMatch(cell -> groups.matcher(cell).matches())) {
            return Optional.of(decimal == ',' ? '.' : ',');
        }
        return cells.stream().anyMatch(cell -> BLANK_GROUPS.matcher(cell).matches())
                ? Optional.of(' ')
                : Optional.empty();
    }

    private static List<String> codes(List<String> cells) {
        Set<String> codes = new TreeSet<>();
        cells.stream()
                .filter(cell -> CODES.contains(cell.toLowerCase(java.util.Locale.ROOT)))
                .forEach(codes::add);
        return List.copyOf(codes);
    }
}
