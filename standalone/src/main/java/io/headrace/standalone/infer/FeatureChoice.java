package io.headrace.standalone.infer;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.standalone.page.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** Which features a definition begins with. */
final class FeatureChoice {

    private static final double DAY = Duration.ofDays(1).toMillis();
    private static final List<Integer> STEPS_BACK = List.of(10, 100);
    private static final int STEPS_OF_PAST = 20;
    /** More labels than these in a window of all events would be carried from event to event. */
    private static final long MOST_IN_WINDOW = 250;

    private static final int MOST_CHANGES = 10;
    private static final double SMOOTH = 0.5;
    /** Fewer different numbers are codes. */
    static final int CODES = 12;
    /** So often must a day of the year have come for it to tell more than the date. */
    private static final double YEARS = 1_100;

    private final Finding finding;
    private final List<Group> groups = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Lines that belong together under one comment. */
    record Group(String comment, List<Line> lines) {}

    /**
     * @param value what follows {@code name:} in YAML
     * @param note what is to be known about it; may be empty
     */
    record Line(String name, String value, String note) {}

    private FeatureChoice(Finding finding) {
        this.finding = finding;
        finding.columns().forEach(column -> names.add(column.field()));
    }

    static List<Group> of(Finding finding) {
        FeatureChoice choice = new FeatureChoice(finding);
        choice.columns();
        choice.calendars();
        choice.changes();
        choice.rates();
        choice.keys();
        if (choice.groups.stream().allMatch(group -> group.lines().isEmpty())) {
            throw new InferProblem(finding.request().source() + ": no column can be a feature: "
                    + String.join(
                            "; ",
                            finding.leftOut().entrySet().stream()
                                    .map(entry -> entry.getKey() + " " + entry.getValue())
                                    .toList()));
        }
        return choice.groups;
    }

    private void add(String comment, List<Line> lines) {
        if (!lines.isEmpty()) {
            groups.add(new Group(comment, lines));
        }
    }

    private void columns() {
        List<Line> lines = new ArrayList<>();
        for (Column column : finding.used()) {
            String field = column.field();
            if (column.kind() == Kind.NUMBER && finding.isText(column)) {
                lines.add(new Line(name(field + "_number"), "double(" + field + ")", note(column)));
            } else if (column.kind() == Kind.NUMBER) {
                lines.add(new Line(field, field, note(column)));
            } else if (column.kind() == Kind.CATEGORY) {
                lines.add(new Line(field, "{category: " + field + "}", note(column)));
            }
        }
        add("The columns as they are.", lines);
    }

    private String note(Column column) {
        List<String> notes = new ArrayList<>();
        long missing = finding.tally(column).missing;
        if (missing > 0) {
            notes.add(Words.percent(missing / (double) finding.scan().rows()) + " missing");
        }
        if (column.kind() == Kind.CATEGORY) {
            notes.add(column.distinct() + " categories");
        } else {
            notes.add(Words.number(finding.tally(column).least) + " … " + Words.number(finding.tally(column).most));
        }
        if (!column.name().equals(column.field())) {
            notes.add("column " + Yaml.text(column.name()));
        }
        double strength = finding.relation(column).strength();
        if (strength >= Relation.SUSPICIOUS) {
            notes.add("⚠ by itself tells the label nearly always (" + Words.number(strength)
                    + " of 1): leave it out if it is known only when the label is");
        }
        return String.join(", ", notes);
    }

    private void calendars() {
        List<Line> lines = new ArrayList<>();
        finding.columns().stream()
                .filter(column ->
                        column.kind() == Kind.TIME && !finding.leftOut().containsKey(column.field()))
                .forEach(column -> calendar(column, lines));
        add("Calendar features of the times, where they vary (UTC).", lines);
    }

    private void calendar(Column column, List<Line> lines) {
        double[] sorted = column.sorted();
        if (sorted.length == 0) {
            return;
        }
        FileScan.Tally tally = finding.tally(column);
        double span = (tally.most - tally.least) / DAY;
        String field = column.field();
        if (varies(sorted, millis -> Math.floor(Math.floorMod((long) millis, (long) DAY) / 3_600_000.0))) {
            lines.add(new Line(name(field + "_hour"), field + ".getHours()", "0 to 23"));
        }
        if (span > 14 && varies(sorted, millis -> Math.floorMod((long) Math.floor(millis / DAY), 7L))) {
            lines.add(new Line(name(field + "_weekday"), field + ".getDayOfWeek()", "Sunday is 0"));
        }
        if (span > YEARS) {
            lines.add(new Line(name(field + "_day_of_year"), field + ".getDayOfYear()", "1 January is 0"));
        } else if (span > (finding.isTime(column) ? 400 : 60)) {
            lines.add(new Line(name(field + "_month"), field + ".getMonth()", "January is 0"));
        }
    }

    private static boolean varies(double[] values, DoubleUnaryOperator part) {
        double first = part.applyAsDouble(values[0]);
        for (double value : values) {
            if (part.applyAsDouble(value) != first) {
                return true;
            }
        }
        return false;
    }

    /** How far numbers are from what they have been lately; of a level that drifts only that means the same later on. */
    private void changes() {
        boolean alone = finding.time().step().equals(finding.time().row());
        if (!alone && finding.keys().isEmpty()) {
            return;
        }
        Optional<Column> key = finding.keys().stream().findFirst();
        Duration step = key.map(this::ownStep).orElseGet(this::own);
        Duration window = step.multipliedBy(4).compareTo(Duration.ofDays(1)) <= 0
                        && step.multipliedBy(MOST_IN_WINDOW).compareTo(Duration.ofDays(1)) >= 0
                ? Duration.ofDays(1)
                : window(step, 10);
        String by = key.map(column -> "by: " + column.field() + ", ").orElse("");
        List<Line> lines = new ArrayList<>();
        finding.used().stream()
                .filter(column -> column.kind() == Kind.NUMBER && !finding.isText(column))
                .filter(column -> column.distinct() > CODES && isSmooth(column, key))
                .limit(MOST_CHANGES)
                .forEach(column -> {
                    String usual = name(column.field() + "_usual");
                    lines.add(new Line(
                            usual,
                            "{mean: " + column.field() + ", " + by + "over: " + Words.duration(window) + "}",
                            ""));
                    lines.add(new Line(name(column.field() + "_change"), column.field() + " - " + usual, ""));
                });
        add(
                "Numbers that change slowly: their mean lately"
                        + key.map(column -> " by " + column.name()).orElse("") + ", and how far they are from it.",
                lines);
    }

    static boolean isSmooth(Column column, Optional<Column> key) {
        return Smoothness.of(column, key) >= SMOOTH;
    }

    private void rates() {
        String label = finding.label().column().field();
        String known = ", as known at the event's time. With N: the windows hold about so many "
                + (finding.time().step().equals(finding.time().row()) ? "rows." : "moments.");
        switch (finding.label().kind()) {
            case MULTICLASS -> {
                if (!groups.isEmpty()) {
                    add("The label that became known last.", rates(label, "", own()));
                }
            }
            case REGRESSION ->
                add("The last label, and the mean of those that became known lately" + known, rates(label, "", own()));
            case BINARY ->
                add(
                        "The last label, and the share of "
                                + List.copyOf(finding.label().classes().keySet())
                                        .getLast()
                                + " among those that became known lately" + known,
                        rates(label, "", own()));
        }
    }

    private Duration own() {
        return finding.time().step();
    }

    /** The last label, and longer looks back, where they are not too long to be carried along. */
    private List<Line> rates(String label, String by, Duration step) {
        String key = by.isEmpty() ? "" : "by: " + by + ", ";
        String base = label + (by.isEmpty() ? "" : "_by_" + by) + "_last";
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(name(base), "{lastLabel: " + label + (by.isEmpty() ? "" : ", by: " + by) + "}", ""));
        if (finding.label().kind() == ProblemKind.MULTICLASS) {
            return lines;
        }
        long together = by.isEmpty()
                ? Math.max(1, step.toMillis() / finding.time().row().toMillis())
                : 1;
        STEPS_BACK.stream()
                .filter(steps -> (steps + 1) * together <= MOST_IN_WINDOW)
                .forEach(steps -> lines.add(new Line(
                        name(base + "_" + steps),
                        "{labelRate: " + label + ", " + key + "over: " + Words.duration(window(step, steps)) + "}",
                        "")));
        return lines;
    }

    /** Whole days where it is long. */
    private static Duration window(Duration step, int steps) {
        Duration exact = step.multipliedBy(steps + 1L);
        if (exact.toDays() >= 2) {
            return Duration.ofDays((exact.toMillis() + 86_399_999) / 86_400_000);
        }
        return Duration.ofSeconds(Math.max(1, (exact.toMillis() + 999) / 1_000));
    }

    private void keys() {
        for (Column key : finding.keys()) {
            Duration step = ownStep(key);
            List<Line> lines = new ArrayList<>();
            lines.addAll(rates(finding.label().column().field(), key.field(), step));
            lines.add(new Line(name(key.field() + "_pause"), "{timeSince: last, by: " + key.field() + "}", "seconds"));
            lines.addAll(new EntityPast(finding, key, this::name).lines(window(step, STEPS_OF_PAST)));
            add("The past of each " + key.name() + ".", lines);
        }
    }

    /** The usual time between two events of one entity. */
    private Duration ownStep(Column key) {
        Map<String, Double> last = new HashMap<>();
        List<Double> gaps = new ArrayList<>();
        for (int i = 0; i < key.cells().size(); i++) {
            double time = finding.time().column().isPresent()
                    ? finding.time().column().get().numbers()[i]
                    : i * 1_000.0;
            Double before = last.put(key.cells().get(i), time);
            if (before != null && time > before) {
                gaps.add(time - before);
            }
        }
        gaps.sort(Double::compare);
        return gaps.isEmpty()
                ? own()
                : Duration.ofMillis(Math.max(1, gaps.get(gaps.size() / 2).longValue()));
    }

    private String name(String wished) {
        String name = wished;
        for (int i = 2; !names.add(name); i++) {
            name = wished + "_" + i;
        }
        return name;
    }
}
