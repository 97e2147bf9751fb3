package io.headrace.model;

import io.headrace.schemas.avro.GoldenRow;
import io.headrace.schemas.feature.FeatureValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Inputs that travel with a model, each with what the model must answer to it.
 *
 * <p>A value counts as reproduced when it is within {@value #RELATIVE_TOLERANCE} of the expected one relatively, or within
 * {@value #ABSOLUTE_TOLERANCE} absolutely (a float32's own grain below one): what differs between processors is the order
 * in which float32 sums are made, not more.
 */
public final class GoldenRows {

    /** Share of the expected value by which an output may differ. */
    public static final double RELATIVE_TOLERANCE = 1e-5;

    /** Difference that is always accepted. */
    public static final double ABSOLUTE_TOLERANCE = 1e-7;

    private GoldenRows() {}

    /** Records what a model answers now; numeric values are written as the graph sees them, in float32. */
    public static List<GoldenRow> record(ModelRunner runner, List<FeatureValues> rows) {
        List<GoldenRow> golden = new ArrayList<>();
        for (FeatureValues row : rows) {
            List<Float> numeric = new ArrayList<>();
            for (double value : row.numeric()) {
                numeric.add((float) value);
            }
            golden.add(new GoldenRow(numeric, List.of(row.categorical()), floats(output(runner.score(row)))));
        }
        return golden;
    }

    /**
     * Lets a model answer its version's golden rows.
     *
     * @return the first miss as a sentence; empty if every row is reproduced
     */
    public static Optional<String> firstMiss(ModelRunner runner) {
        List<GoldenRow> rows = runner.version().getGoldenRows();
        if (rows.isEmpty()) {
            return Optional.of(
                    runner.reference() + " carries no golden rows to prove itself by; one or more would be right");
        }
        for (int i = 0; i < rows.size(); i++) {
            GoldenRow row = rows.get(i);
            if (row.getNumeric().size() != runner.version().getNumericFeatures().size()
                    || row.getCategorical().size()
                            != runner.version().getCategoricalFeatures().size()
                    || row.getOutput().size() != runner.width()) {
                return Optional.of(runner.reference() + ": golden row " + (i + 1) + " of " + rows.size() + " has "
                        + row.getNumeric().size() + " numeric and "
                        + row.getCategorical().size() + " categorical values and "
                        + row.getOutput().size() + " outputs, which is not the version's layout");
            }
            float[] found = output(runner.score(ModelRunner.values(row)));
            for (int j = 0; j < found.length; j++) {
                double expected = row.getOutput().get(j);
                if (!reproduced(expected, found[j])) {
                    return Optional.of(String.format(
                            Locale.ROOT,
                            "%s answers golden row %d of %d with %s as output %d; %s would be right (within %.0e of it)",
                            runner.reference(),
                            i + 1,
                            rows.size(),
                            found[j],
                            j + 1,
                            expected,
                            RELATIVE_TOLERANCE));
                }
            }
        }
        return Optional.empty();
    }

    static boolean reproduced(double expected, double found) {
        // Written so that a NaN on either side is a miss.
        return Math.abs(found - expected) <= Math.max(RELATIVE_TOLERANCE * Math.abs(expected), ABSOLUTE_TOLERANCE);
    }

    private static float[] output(Scores scores) {
        return switch (scores) {
            case Scores.Probabilities(float[] values) -> values;
            case Scores.Quantity(float value) -> new float[] {value};
        };
    }

    private static List<Float> floats(float[] values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}
