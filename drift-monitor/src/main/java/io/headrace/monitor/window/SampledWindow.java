package io.headrace.monitor.window;

import io.headrace.monitor.drift.CountedStatistic;
import io.headrace.monitor.drift.CountedStatistic.Block;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.reference.ReferenceDistribution;
import io.headrace.monitor.reference.Statistic;
import io.headrace.schemas.definition.FeatureKind;
import io.headrace.schemas.feature.FeatureSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of a window, or an even sample of them. They are counted when the window is evaluated, on the bins of the version
 * that it is evaluated by: so a window outlives the versions that scored its rows. Everything goes by name: a feature that a
 * row does not have, or that meant something else when the row was made, is not counted in that row.
 *
 * @param rows in the order in which they count
 * @param meaningSince by feature whose meaning changed, the sequence number of the first row with its present meaning
 */
public record SampledWindow(List<ObservedRow> rows, Map<String, Long> meaningSince) {

    /** A version's scores tell of it only where it scored this share of a window. */
    private static final int LEAST_SHARE = 4;

    public SampledWindow {
        rows = List.copyOf(rows);
        meaningSince = Map.copyOf(meaningSince);
    }

    /**
     * Counts a version's statistics in blocks. Left out is what cannot be counted in any row, and the scores where the version
     * scored less than a quarter of the rows.
     *
     * @param earlier an earlier window's values of a statistic that is to be compared with these, too
     */
    public List<CountedStatistic> count(
            ReferenceDistribution version, WindowRule rule, Function<String, Optional<SampledValues>> earlier) {
        int blocks = rule.blocks(rows.size());
        List<CountedStatistic> counted = new ArrayList<>();
        for (Statistic statistic : version.statistics()) {
            List<Block> found = blocks(statistic, version.model(), blocks);
            if (!found.isEmpty() && tellsEnough(statistic, found)) {
                List<long[]> references = new ArrayList<>(List.of(statistic.counts()));
                earlier.apply(statistic.name())
                        .flatMap(values -> values.counts(statistic))
                        .ifPresent(references::add);
                counted.add(new CountedStatistic(statistic.name(), references, found));
            }
        }
        return counted;
    }

    /** A statistic's values; empty where no row has it. */
    public Optional<SampledValues> values(Statistic statistic, String model) {
        Cells cells = new Cells(statistic, model);
        List<ObservedRow> having = rows.stream().filter(cells::has).toList();
        if (having.isEmpty()) {
            return Optional.empty();
        }
        if (statistic.kind() == FeatureKind.NUMERIC) {
            return Optional.of(new SampledValues.Numbers(
                    having.stream().mapToDouble(cells::number).toArray()));
        }
        Map<String, Long> categories = new HashMap<>();
        having.forEach(row -> categories.merge(cells.category(row), 1L, Long::sum));
        return Optional.of(new SampledValues.Categories(categories));
    }

    private List<Block> blocks(Statistic statistic, String model, int blocks) {
        Cells cells = new Cells(statistic, model);
        List<Block> found = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < rows.size(); i++) {
            ObservedRow row = rows.get(i);
            if (!cells.has(row)) {
                continue;
            }
            int block = (int) ((long) i * blocks / rows.size());
            if (block != open) {
                found.add(new Block(row.eventTime(), new long[statistic.cells()]));
                open = block;
            }
            found.getLast().counts()[cells.cell(row)]++;
        }
        return found;
    }

    private boolean tellsEnough(Statistic statistic, List<Block> blocks) {
        if (!statistic.name().equals(CountedStatistic.PREDICTION)) {
            return true;
        }
        long scored = 0;
        for (Block block : blocks) {
            for (long count : block.counts()) {
                scored += count;
            }
        }
        return scored * LEAST_SHARE >= rows.size();
    }

    /** Where one statistic's value is in rows of any definition. */
    private final class Cells {

        private static final int ABSENT = -1;

        private final Statistic statistic;
        private final String model;
        private final boolean isScore;
        private final long since;
        private final IdentityHashMap<FeatureSignature, Integer> places = new IdentityHashMap<>();

        Cells(Statistic statistic, String model) {
            this.statistic = statistic;
            this.model = model;
            this.isScore = statistic.name().equals(CountedStatistic.PREDICTION);
            this.since = meaningSince.getOrDefault(statistic.name(), Long.MIN_VALUE);
        }

        boolean has(ObservedRow row) {
            return isScore ? row.model().equals(model) : row.sequence() >= since && place(row) != ABSENT;
        }

        int cell(ObservedRow row) {
            return statistic.kind() == FeatureKind.NUMERIC
                    ? statistic.cell(number(row))
                    : statistic.cell(category(row));
        }

        double number(ObservedRow row) {
            return isScore ? row.score() : row.values().numeric()[place(row)];
        }

        String category(ObservedRow row) {
            return row.values().categorical()[place(row)];
        }

        private int place(ObservedRow row) {
            return places.computeIfAbsent(
                    row.names(),
                    names -> (statistic.kind() == FeatureKind.NUMERIC ? names.numeric() : names.categorical())
                            .indexOf(statistic.name()));
        }
    }
}
