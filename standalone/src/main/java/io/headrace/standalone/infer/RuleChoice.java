package io.headrace.standalone.infer;

import io.headrace.standalone.page.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cleaning rules that the whole file obeys. */
final class RuleChoice {

    private static final int MOST = 20;
    private static final int ENOUGH_ROWS = 1_000;
    private static final int COUNTS = 10;

    private RuleChoice() {}

    /**
     * @param holds it is about a count, so that it must hold; otherwise it is only a suggestion
     */
    record Rule(String yaml, String evidence, boolean holds) {}

    static List<Rule> of(Finding finding) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Column column : finding.used()) {
            FileScan.Tally tally = finding.tally(column);
            boolean notNegative = column.kind() == Kind.NUMBER && tally.least >= 0 && tally.most > 1;
            if (notNegative && finding.scan().rows() >= ENOUGH_ROWS && rules.size() < MOST) {
                boolean count = column.whole() && tally.whole && column.distinct() > COUNTS;
                String field = column.field();
                String require = tally.missing > 0 ? field + " == null || " + field + " >= 0" : field + " >= 0";
                rules.add(new Rule(
                        "{name: " + name(field, names) + ", require: " + require + "}",
                        (count ? "whole, " : "") + Words.number(tally.least) + " … " + Words.number(tally.most) + " in "
                                + Words.count(finding.scan().rows()) + " rows",
                        count));
            }
        }
        return rules;
    }

    private static String name(String field, Set<String> names) {
        String base =
                field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
        String name = (base.isEmpty() ? "column" : base) + "-not-negative";
        String free = name;
        for (int i = 2; !names.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
