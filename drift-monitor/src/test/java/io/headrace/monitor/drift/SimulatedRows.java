package io.headrace.monitor.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Features with ten cells of equal mass and one of missing values, standard normal underneath.
 *
 * @param features how many
 * @param autocorrelation of each feature from row to row, 0 to below 1
 */
record SimulatedRows(int features, double autocorrelation) {

    private static final double[] EDGES = {-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816};

    List<long[]> reference(int rows, RandomGenerator random) {
        long[][] counts = new long[features][EDGES.length + 2];
        cells(rows, 0, random).forEach(row -> {
            for (int feature = 0; feature < features; feature++) {
                counts[feature][row[feature]]++;
            }
        });
        return List.of(counts);
    }

    /** Rows whose first feature is shifted by so many standard deviations. */
    List<int[]> cells(int rows, double shift, RandomGenerator random) {
        List<int[]> cells = new ArrayList<>(rows);
        double[] values = new double[features];
        for (int feature = 0; feature < features; feature++) {
            values[feature] = random.nextGaussian();
        }
        double innovation = Math.sqrt(1 - autocorrelation * autocorrelation);
        for (int row = 0; row < rows; row++) {
            int[] cell = new int[features];
            for (int feature = 0; feature < features; feature++) {
                values[feature] = autocorrelation * values[feature] + innovation * random.nextGaussian();
                cell[feature] = cell(values[feature] + (feature == 0 ? shift : 0));
            }
            cells.add(cell);
        }
        return cells;
    }

    /** Rows of a window as its statistics; a row's time is its place. */
    static List<CountedStatistic> statistics(List<long[]> references, WindowRule rule, List<int[]> rows) {
        int number = rule.blocks(rows.size());
        return IntStream.range(0, references.size())
                .mapToObj(feature -> {
                    List<CountedStatistic.Block> blocks = new ArrayList<>();
                    for (int row = 0; row < rows.size(); row++) {
                        if (blocks.size() <= (long) row * number / rows.size()) {
                            blocks.add(new CountedStatistic.Block(row, new long[references.get(feature).length]));
                        }
                        blocks.getLast().counts()[rows.get(row)[feature]]++;
                    }
                    return new CountedStatistic("feature" + feature, List.of(references.get(feature)), blocks);
                })
                .toList();
    }

    private static int cell(double value) {
        int cell = 0;
        while (cell < EDGES.length && value > EDGES[cell]) {
            cell++;
        }
        return cell;
    }
}
