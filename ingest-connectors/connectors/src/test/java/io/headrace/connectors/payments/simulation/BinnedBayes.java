package io.headrace.connectors.payments.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Naive Bayes over bins of each feature, fine towards both ends: enough to tell whether frauds can be found. */
final class BinnedBayes {

    private static final int BINS = 20;

    private final double[][] edges;
    private final double[][] logOdds;
    private final double prior;

    private BinnedBayes(double[][] edges, double[][] logOdds, double prior) {
        this.edges = edges;
        this.logOdds = logOdds;
        this.prior = prior;
    }

    static BinnedBayes train(List<Observation> rows) {
        int features = rows.getFirst().features().size();
        double frauds = rows.stream().filter(Observation::fraud).count();
        double[][] edges = new double[features][];
        double[][] logOdds = new double[features][];
        for (int f = 0; f < features; f++) {
            int feature = f;
            double[] sorted = rows.stream()
                    .mapToDouble(row -> row.features().get(feature))
                    .sorted()
                    .toArray();
            edges[f] = IntStream.rangeClosed(1, BINS)
                    .mapToDouble(bin -> sorted[(int) (quantile(bin) * (sorted.length - 1))])
                    .distinct()
                    .toArray();
            double[][] counts = new double[2][BINS + 1];
            rows.forEach(row -> counts[row.fraud() ? 1 : 0][
                    bin(edges[feature], row.features().get(feature))]++);
            logOdds[f] = IntStream.rangeClosed(0, BINS)
                    .mapToDouble(bin -> Math.log((counts[1][bin] + 0.5) / (frauds + 0.5 * BINS))
                            - Math.log((counts[0][bin] + 0.5) / (rows.size() - frauds + 0.5 * BINS)))
                    .toArray();
        }
        return new BinnedBayes(edges, logOdds, Math.log(frauds / (rows.size() - frauds)));
    }

    double score(List<Double> features) {
        double sum = prior;
        for (int f = 0; f < features.size(); f++) {
            sum += logOdds[f][bin(edges[f], features.get(f))];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** Dense near 0 and 1: the frauds are few. */
    private static double quantile(int bin) {
        double even = bin / (double) BINS;
        return even * even * even * (10 - 15 * even + 6 * even * even);
    }

    private static int bin(double[] edges, double value) {
        int found = Arrays.binarySearch(edges, value);
        return found < 0 ? -found - 1 : found + 1;
    }
}
