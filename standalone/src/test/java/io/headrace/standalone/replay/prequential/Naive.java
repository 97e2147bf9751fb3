package io.headrace.standalone.replay.prequential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The same figures by the shortest way from their definitions, however slow. */
final class Naive {

    /** One labelled prediction. */
    record Example(String truth, String decided, Map<String, Double> probabilities) {}

    private Naive() {}

    static double accuracy(List<Example> examples) {
        return examples.stream()
                        .mapToInt(e -> e.truth().equals(e.decided()) ? 1 : 0)
                        .sum()
                / (double) examples.size();
    }

    static double kappa(List<Example> examples, List<String> classes) {
        double chance = 0;
        for (String name : classes) {
            double true_ = examples.stream().filter(e -> e.truth().equals(name)).count();
            double said =
                    examples.stream().filter(e -> e.decided().equals(name)).count();
            chance += true_ * said / ((double) examples.size() * examples.size());
        }
        return chance >= 1 ? Double.NaN : (accuracy(examples) - chance) / (1 - chance);
    }

    static double f1(List<Example> examples, List<String> of) {
        return of.stream()
                .filter(name -> examples.stream().anyMatch(e -> e.truth().equals(name)))
                .mapToDouble(name -> {
                    double hits = examples.stream()
                            .filter(e -> e.truth().equals(name) && e.decided().equals(name))
                            .count();
                    double wrong = examples.stream()
                            .filter(e -> e.truth().equals(name) != e.decided().equals(name))
                            .count();
                    return 2 * hits / (2 * hits + wrong);
                })
                .average()
                .orElse(Double.NaN);
    }

    static double rocAuc(List<Example> examples, List<String> of) {
        List<Double> areas = new ArrayList<>();
        for (String name : of) {
            double above = 0;
            double pairs = 0;
            for (Example one : examples) {
                for (Example other : examples) {
                    if (one.truth().equals(name) && !other.truth().equals(name)) {
                        double difference = one.probabilities().getOrDefault(name, 0.0)
                                - other.probabilities().getOrDefault(name, 0.0);
                        above += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
            if (pairs > 0) {
                areas.add(above / pairs);
            }
        }
        return areas.stream().mapToDouble(area -> area).average().orElse(Double.NaN);
    }

    static double prAuc(List<Example> examples, List<String> of) {
        List<Double> areas = new ArrayList<>();
        for (String name : of) {
            double positives =
                    examples.stream().filter(e -> e.truth().equals(name)).count();
            if (positives == 0 || positives == examples.size()) {
                continue;
            }
            double sum = 0;
            for (Example one : examples) {
                double score = one.probabilities().getOrDefault(name, 0.0);
                List<Example> above = examples.stream()
                        .filter(e -> e.probabilities().getOrDefault(name, 0.0) >= score)
                        .toList();
                double hits = above.stream().filter(e -> e.truth().equals(name)).count();
                sum += one.truth().equals(name) ? hits / above.size() / positives : 0;
            }
            areas.add(sum);
        }
        return areas.stream().mapToDouble(area -> area).average().orElse(Double.NaN);
    }

    static double logLoss(List<Example> examples) {
        return examples.stream()
                .mapToDouble(e -> -Math.log(Math.max(1e-12, e.probabilities().getOrDefault(e.truth(), 0.0))))
                .average()
                .orElse(Double.NaN);
    }

    /** The labels known when a row is scored, oldest first. */
    static List<String> known(Map<Integer, String> labels, int row, int delay) {
        return new TreeMap<>(labels).headMap(row - delay).values().stream().toList();
    }

    static Example majority(Map<Integer, String> labels, int row, int delay, List<String> classes) {
        List<String> known = known(labels, row, delay);
        Map<String, Double> shares = new HashMap<>();
        String most = classes.getFirst();
        for (String name : classes) {
            double count = known.stream().filter(name::equals).count();
            shares.put(name, known.isEmpty() ? 1.0 / classes.size() : count / known.size());
            most = shares.get(name) > shares.get(most) ? name : most;
        }
        return new Example(labels.getOrDefault(row, ""), most, shares);
    }

    static Example noChange(Map<Integer, String> labels, int row, int delay, List<String> classes) {
        List<String> known = known(labels, row, delay);
        String newest = known.isEmpty() ? classes.getFirst() : known.getLast();
        return new Example(labels.getOrDefault(row, ""), newest, Map.of(newest, 1.0));
    }

    /** Share of rows of one class at or above each distinct score of it, true against false positives. */
    static Set<String> corners(List<Example> examples, String name) {
        TreeSet<String> corners = new TreeSet<>();
        for (Example at : examples) {
            double threshold = at.probabilities().getOrDefault(name, 0.0);
            double hits = 0;
            double positives = 0;
            double alarms = 0;
            for (Example e : examples) {
                boolean above = e.probabilities().getOrDefault(name, 0.0) >= threshold;
                boolean is = e.truth().equals(name);
                positives += is ? 1 : 0;
                hits += is && above ? 1 : 0;
                alarms += !is && above ? 1 : 0;
            }
            corners.add(alarms / (examples.size() - positives) + " " + hits / positives);
        }
        return corners;
    }
}
