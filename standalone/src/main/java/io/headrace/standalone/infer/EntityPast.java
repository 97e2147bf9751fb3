package io.headrace.standalone.infer;

import io.headrace.standalone.infer.FeatureChoice.Line;
import io.headrace.standalone.page.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How an event compares with its entity's past: which of the columns may tell by it, and how. */
final class EntityPast {

    private static final int MOST_CATEGORIES = 2;
    private static final int MOST_NUMBERS = 3;

    /** So many of the rows must have an earlier one of their entity, or there is no past to speak of. */
    private static final double REPEATED = 0.5;

    /** So often must a value be another than the entity's one before, or it is a property of the entity. */
    private static final double CHANGING = 0.05;

    private final Finding finding;
    private final Column key;
    private final UnaryOperator<String> names;

    /** @param names makes a name one that no other feature has */
    EntityPast(Finding finding, Column key, UnaryOperator<String> names) {
        this.finding = finding;
        this.key = key;
        this.names = names;
    }

    /**
     * Of the columns that tell most of the label a few.
     *
     * @param window how far back they look
     */
    List<Line> lines(Duration window) {
        String past = "by: " + key.field() + ", over: " + Words.duration(window);
        List<Line> lines = new ArrayList<>();
        candidates(Kind.CATEGORY).limit(MOST_CATEGORIES).forEach(column -> {
            String base = column.field() + "_by_" + key.field();
            lines.add(new Line(
                    names.apply(base + "_usual"),
                    "{mode: " + column.field() + ", " + past + ", excluding: this}",
                    "the most frequent one before"));
            lines.add(new Line(
                    names.apply(base + "_kinds"),
                    "{distinct: " + column.field() + ", " + past + "}",
                    "how many different ones"));
        });
        candidates(Kind.NUMBER)
                .filter(column ->
                        column.distinct() > FeatureChoice.CODES && !FeatureChoice.isSmooth(column, Optional.of(key)))
                .limit(MOST_NUMBERS)
                .forEach(column -> lines.add(new Line(
                        names.apply(column.field() + "_by_" + key.field() + "_zscore"),
                        "{zscore: " + column.field() + ", " + past + "}",
                        "deviations from the mean before")));
        return lines;
    }

    /** Columns of a kind that change from event to event of an entity, the most telling first. */
    private Stream<Column> candidates(Kind kind) {
        return finding.used().stream()
                .filter(column -> column.kind() == kind && !finding.keys().contains(column) && !finding.isText(column))
                .filter(this::changes)
                .sorted(Comparator.comparingDouble(
                                (Column column) -> finding.relation(column).strength())
                        .reversed());
    }

    private boolean changes(Column column) {
        Map<String, String> last = new HashMap<>();
        int rows = key.cells().size();
        int repeated = 0;
        int changed = 0;
        for (int row = 0; row < rows; row++) {
            if (!key.isMissing(row) && !column.isMissing(row)) {
                String value = column.cells().get(row);
                String before = last.put(key.cells().get(row), value);
                repeated += before == null ? 0 : 1;
                changed += before == null || before.equals(value) ? 0 : 1;
            }
        }
        return repeated >= rows * REPEATED && changed >= repeated * CHANGING;
    }
}
