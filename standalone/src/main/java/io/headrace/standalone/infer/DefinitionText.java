package io.headrace.standalone.infer;

import io.headrace.schemas.definition.CsvDialect;
import io.headrace.standalone.page.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The definition in YAML, with the reason of each choice as a comment. */
final class DefinitionText {

    private static final double RARE = 0.2;
    private static final int WIDTH = 120;

    private final Finding finding;
    private final StringBuilder yaml = new StringBuilder();

    private DefinitionText(Finding finding) {
        this.finding = finding;
    }

    static String of(Finding finding, String schemaFile, String reportFile) {
        DefinitionText text = new DefinitionText(finding);
        text.head(reportFile);
        text.problem();
        text.events(schemaFile);
        text.labels();
        text.clean();
        text.features();
        text.train();
        text.source();
        return text.yaml.toString();
    }

    /** The pipeline's name: the file's, in legal characters. */
    static String pipeline(Path definition) {
        String file = definition.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        String name =
                file.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
        String legal = name.isEmpty() ? "pipeline" : name;
        return legal.substring(0, Math.min(60, legal.length()));
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }

    /** A comment, broken into lines. */
    private void comment(String indent, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.replaceAll("\\s+", " ").split(" ", -1)) {
            if (line.length() + word.length() + indent.length() + 3 > WIDTH) {
                line(indent + "# " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        line(indent + "# " + line);
    }

    private void entry(String text, String note) {
        line(note.isEmpty() ? text : String.format(Locale.ROOT, "%-42s # %s", text, note.replaceAll("\\s+", " ")));
    }

    private void head(String reportFile) {
        SampleTable sample = finding.sample();
        FileScan scan = finding.scan();
        comment(
                "",
                "Inferred from " + finding.request().source().getFileName() + ": "
                        + Words.count(scan.rows()) + " rows, "
                        + sample.columns().size() + " columns"
                        + (sample.whole() ? "" : " (what columns hold by the first " + Words.count(sample.rows()) + ")")
                        + ". Pictures: " + reportFile + ". It runs as it is; change what you know better.");
        if (scan.brokenCount() > 0) {
            comment(
                    "",
                    Words.rows(scan.brokenCount(), "is broken and goes", "are broken and go")
                            + " to quarantine; the first: " + String.join("; ", scan.broken()));
        }
        finding.columns().stream()
                .filter(column -> finding.tally(column).unreadable > 0
                        && (column.kind() == Kind.NUMBER || column.kind() == Kind.TIME))
                .forEach(column -> comment(
                        "",
                        column.name() + " holds " + column.kind().words() + ", but not in "
                                + Words.rows(finding.tally(column).unreadable, "", "")
                                        .strip()
                                + (finding.tally(column).unreadable == 1 ? ", which goes" : ", which go")
                                + " to quarantine: "
                                + finding.tally(column).firstUnreadable.orElse("")));
        line("pipeline: " + pipeline(finding.request().definition()));
        line("");
    }

    private void problem() {
        LabelFinding label = finding.label();
        line("problem:");
        entry("  kind: " + label.kind().name().toLowerCase(Locale.ROOT), label.why());
        entry(
                "  label: " + Yaml.text(label.column().field()),
                label.column().name().equals(label.column().field())
                        ? ""
                        : "column " + Yaml.text(label.column().name()));
        List<String> names = List.copyOf(label.classes().keySet());
        switch (label.kind()) {
            case BINARY -> {
                entry("  positive: " + literal(names.getLast()), share(names.getLast()));
                entry("  negative: " + literal(names.getFirst()), share(names.getFirst()));
                entry("  metric: logLoss", "judges the probabilities, not only on which side of one half they are");
                entry(
                        "  report: [accuracy, kappa, f1, rocAuc]",
                        label.rarest() < RARE ? "with f1 in front the threshold would be where F1 is highest" : "");
            }
            case MULTICLASS -> {
                line("  classes: [" + names.stream().map(this::literal).collect(Collectors.joining(", ")) + "]");
                entry("  metric: logLoss", "judges the probabilities, not only which class is the likeliest");
                line("  report: [accuracy, kappa, f1]");
            }
            case REGRESSION -> {
                entry("  metric: rmse", "");
                line("  report: [mae, r2]");
            }
        }
        line("");
    }

    private String share(String name) {
        double all = finding.label().classes().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        return Words.percent(finding.label().classes().getOrDefault(name, 0) / all) + " of the labels";
    }

    private String literal(String name) {
        boolean truths = finding.label().classes().keySet().stream()
                .allMatch(other -> other.equals("true") || other.equals("false"));
        return truths || finding.label().column().whole() ? name : Yaml.text(name);
    }

    private void events(String schemaFile) {
        TimeFinding time = finding.time();
        line("events:");
        line("  schema: " + Yaml.text(schemaFile));
        entry(
                "  id: " + Yaml.text(finding.idField()),
                finding.id().isPresent()
                        ? "as asked for"
                        : "the row's number in the file; a column: infer --id COLUMN");
        comment("  ", Words.sentence(time.why()));
        time.notes().forEach(note -> comment("  ", note));
        line("  time: " + Yaml.text(finding.timeField()));
        if (!finding.keys().isEmpty()) {
            entry(
                    "  keys: "
                            + Yaml.list(
                                    finding.keys().stream().map(Column::field).toList()),
                    finding.request().keys().isEmpty() ? "each moment has each value once" : "as asked for");
        }
        if (!time.disorder().isZero()) {
            entry(
                    "  lateness: "
                            + Words.duration(Duration.ofHours(time.disorder().toHours() + 1)),
                    "a row is up to "
                            + Words.duration(Duration.ofSeconds(time.disorder().toSeconds()))
                            + " behind an earlier one");
        }
        line("");
    }

    private void labels() {
        Duration within = Duration.ofDays(
                Math.max(7, finding.time().row().multipliedBy(2_000).toDays() + 1));
        line("labels:");
        entry("  within: " + Words.duration(within), "long enough for labels that come 2,000 rows later");
        entry(
                "  silence: unlabelled",
                finding.label().known() < 0.999
                        ? Words.percent(1 - finding.label().known())
                                + " of the rows have no label; they are scored and not learned from"
                        : "");
        line("");
    }

    private void clean() {
        List<RuleChoice.Rule> rules = RuleChoice.of(finding);
        if (rules.isEmpty()) {
            return;
        }
        line("clean:");
        boolean any = rules.stream().anyMatch(RuleChoice.Rule::holds);
        line(any ? "  rules:" : "  rules: []");
        rules.stream()
                .filter(RuleChoice.Rule::holds)
                .forEach(rule -> line("    - " + rule.yaml() + "  # " + rule.evidence()));
        if (rules.stream().anyMatch(rule -> !rule.holds())) {
            comment(
                    "    ",
                    "So it is in the file. Where it must be so, take the # away, and what breaks it goes to quarantine"
                            + (any ? ":" : " (and [] above):"));
        }
        rules.stream()
                .filter(rule -> !rule.holds())
                .forEach(rule -> line("    # - " + rule.yaml() + "  # " + rule.evidence()));
        line("");
    }

    private void features() {
        line("features:");
        for (FeatureChoice.Group group : FeatureChoice.of(finding)) {
            comment("  ", group.comment());
            group.lines().forEach(feature -> entry("  " + feature.name() + ": " + feature.value(), feature.note()));
        }
        if (!finding.leftOut().isEmpty()) {
            line("  # Left out:");
            Map<String, String> names =
                    finding.columns().stream().collect(Collectors.toMap(Column::field, Column::name));
            finding.leftOut().forEach((field, reason) -> comment("  ", names.get(field) + " " + reason + "."));
        }
        line("");
    }

    /** A first model early, and about forty over the file: often a little is worth more under drift than seldom a lot. */
    private void train() {
        long rows = (long) (finding.scan().rows() * finding.label().known());
        long every = rounded(Math.clamp(rows / 45, 100, 5_000));
        long minimum = Math.max(100, Math.min(every, rounded(Math.clamp(rows / 100, 200, 500))));
        line("train:");
        entry("  window: {examples: 5000}", "the newest; more where nothing drifts");
        entry("  every: {examples: " + every + "}", "of " + Words.count(rows) + " labelled rows");
        entry("  minimumExamples: " + minimum, rows < minimum * 2 ? "⚠ few rows to learn from" : "");
        entry("  trials: 4", "cheap, because often");
        line("");
        line("gates:");
        entry("  champion: {significance: 0.5}", "on the newest rows a newer model need only be the better one");
        line("");
    }

    private static long rounded(long count) {
        long unit = count >= 1_000 ? 500 : 100;
        return Math.max(unit, count / unit * unit);
    }

    private void source() {
        CsvDialect dialect = finding.dialect();
        List<String> lines = new ArrayList<>();
        lines.add("delimiter: " + mark(dialect.delimiter()));
        if (!dialect.charset().equals("UTF-8")) {
            lines.add("charset: " + dialect.charset());
        }
        if (dialect.quote() != '"') {
            lines.add("quote: " + mark(dialect.quote()));
        }
        if (!dialect.header()) {
            lines.add("header: false");
        }
        if (!dialect.missing().isEmpty()) {
            lines.add("missing: " + Yaml.list(dialect.missing()));
        }
        if (dialect.decimal() != '.') {
            lines.add("decimal: " + mark(dialect.decimal()));
        }
        dialect.grouping().ifPresent(grouping -> lines.add("grouping: " + mark(grouping)));
        comment("", "How the file is written.");
        line("source:");
        lines.forEach(text -> line("  " + text));
        if (!dialect.dates().isEmpty()) {
            line("  dates:");
            dialect.dates().forEach(this::dates);
        }
    }

    private void dates(String field, List<String> formats) {
        Column column = finding.columns().stream()
                .filter(other -> other.field().equals(field))
                .findFirst()
                .orElseThrow();
        List<String> notes = new ArrayList<>();
        if (formats.size() > 1) {
            notes.add("two formats in one column; tried in this order");
        }
        if (io.headrace.connectors.csv.reading.DateSniffer.ambiguous(
                formats.getFirst(),
                column.cells().stream()
                        .filter(cell -> !column.codes().contains(cell))
                        .limit(1_000)
                        .toList())) {
            notes.add("⚠ no value tells whether day or month comes first");
        }
        entry("    " + Yaml.text(field) + ": " + Yaml.list(formats), String.join("; ", notes));
    }

    private static String mark(char mark) {
        return switch (mark) {
            case '\t' -> "tab";
            case ' ' -> "space";
            case '"' -> "'\"'";
            default -> "\"" + mark + "\"";
        };
    }
}
