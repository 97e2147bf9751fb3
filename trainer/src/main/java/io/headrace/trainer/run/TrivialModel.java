package io.headrace.trainer.run;

import io.headrace.trainer.data.Target;
import java.util.Arrays;

/**
 * The best that can be said without looking at a row: how often each class came, or the mean.
 *
 * @param name what it does, in a sentence about another model
 */
@SuppressWarnings("ArrayRecordComponent") // made and used within one run, never compared
record TrivialModel(String name, double[] output) {

    static TrivialModel of(Target training) {
        return switch (training) {
            case Target.Quantities quantities -> new TrivialModel("always the mean", new double[] {quantities.mean()});
            case Target.Classes classes -> {
                int[] counts = classes.counts();
                int most = 0;
                for (int c = 1; c < counts.length; c++) {
                    most = counts[c] > counts[most] ? c : most;
                }
                double[] shares = Arrays.stream(counts)
                        .mapToDouble(count -> (double) count / classes.rows())
                        .toArray();
                yield new TrivialModel("always \"" + classes.names().get(most) + "\"", shares);
            }
        };
    }

    /** The same for every row, row-major. */
    double[] outputs(int rows) {
        double[] all = new double[rows * output.length];
        Arrays.setAll(all, i -> output[i % output.length]);
        return all;
    }
}
