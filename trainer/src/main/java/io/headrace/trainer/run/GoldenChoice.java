package io.headrace.trainer.run;

import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows that travel with a model: some of the unseen ones evenly over time, some with missing values, one of which all is
 * missing and one whose categories nobody knows.
 */
final class GoldenChoice {

    private static final int EVEN = 24;
    private static final int WITH_GAPS = 6;

    private GoldenChoice() {}

    static List<FeatureValues> of(List<Example> unseen) {
        List<FeatureValues> all =
                unseen.stream().map(example -> example.row().values()).toList();
        List<FeatureValues> chosen = new ArrayList<>(evenly(all, EVEN));
        chosen.addAll(evenly(all.stream().filter(GoldenChoice::hasGap).toList(), WITH_GAPS));
        FeatureValues last = all.getLast();
        double[] nothing = new double[last.numeric().length];
        Arrays.fill(nothing, Double.NaN);
        chosen.add(new FeatureValues(nothing, fill(last, "")));
        chosen.add(new FeatureValues(last.numeric(), fill(last, "no such category")));
        return List.copyOf(chosen);
    }

    private static List<FeatureValues> evenly(List<FeatureValues> rows, int most) {
        int count = Math.min(most, rows.size());
        return IntStream.range(0, count)
                .mapToObj(i -> rows.get((int) ((long) i * rows.size() / count)))
                .toList();
    }

    private static boolean hasGap(FeatureValues values) {
        return Arrays.stream(values.numeric()).anyMatch(Double::isNaN)
                || Arrays.asList(values.categorical()).contains("");
    }

    private static String[] fill(FeatureValues like, String category) {
        String[] categories = new String[like.categorical().length];
        Arrays.fill(categories, category);
        return categories;
    }
}
