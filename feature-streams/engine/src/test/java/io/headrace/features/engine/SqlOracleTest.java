package io.headrace.features.engine;

import static io.headrace.schemas.time.PartitionClock.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.features.engine.Payments.Payment;
import io.headrace.features.engine.Streams.Arrival;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.feature.FeatureRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The engine against a database. The two share nothing: the database looks at the whole history of each event anew, and compares with it what
 * the engine remembered.
 */
class SqlOracleTest {

    private static final List<Feature> FEATURES = features();

    private final FeatureProgram program = FeatureProgram.compile(Payments.definition(FEATURES));

    /** Counts, sums, means, extremes, first and last, ratios, changes, pauses and labels to the bit; deviations to their last places. */
    @Property(tries = 5)
    void everyRowOfAThousandHistoriesHasTheValuesOfSql(@ForAll Random random) throws SQLException {
        List<List<Arrival>> histories =
                Stream.generate(() -> Histories.of(random)).limit(200).toList();
        List<Asked> rows = histories.stream().flatMap(this::rows).toList();
        try (SqlOracle oracle = SqlOracle.of(histories)) {
            Map<String, double[]> values = oracle.values(FEATURES);
            for (Feature feature : FEATURES) {
                double[] expected = values.get(feature.name());
                int units = unitsOfLastPlace(feature);
                for (int i = 0; i < expected.length; i++) {
                    Asked asked = rows.get(i);
                    double value = Payments.number(program, asked.row(), feature.name());
                    if (units == 0 || !(Math.abs(value - expected[i]) <= units * Math.ulp(expected[i]))) {
                        assertThat(Double.valueOf(value))
                                .as(() -> feature + " of " + asked.payment())
                                .isEqualTo(Double.valueOf(expected[i]));
                    }
                }
            }
        }
    }

    private record Asked(Payment payment, FeatureRow row) {}

    private Stream<Asked> rows(List<Arrival> history) {
        FeatureHistory engine = new FeatureHistory(program);
        List<Asked> rows = new ArrayList<>();
        for (Arrival arrival : history) {
            switch (arrival) {
                case Arrival.Event(Payment payment, boolean _) ->
                    rows.add(new Asked(payment, engine.observe(payment.toRecord(), UNKNOWN)));
                case Arrival.Learned(var label) -> engine.learn(Streams.example(program, label), UNKNOWN);
            }
        }
        return rows.stream();
    }

    /** The root and two divisions round in the database, and the engine is right to one unit of the last place. */
    private static int unitsOfLastPlace(Feature feature) {
        if (!(feature instanceof Feature.WindowedAggregate aggregate)) {
            return 0;
        }
        return switch (aggregate.function()) {
            case STDDEV -> 2;
            case ZSCORE -> 4;
            case COUNT, RATE, SUM, MEAN, MIN, MAX, FIRST, LAST, RATIO, CHANGE, DISTINCT, MODE, MODE_SHARE -> 0;
        };
    }

    private static List<Feature> features() {
        Stream<Feature> labelsAndPauses = Payments.FEATURES.stream()
                .filter(feature ->
                        feature instanceof Feature.OfEntity && !(feature instanceof Feature.WindowedAggregate));
        Stream<Feature> pairs =
                Payments.FEATURES.stream().filter(feature -> feature.name().equals("pair_count"));
        return Stream.of(
                        labelsAndPauses,
                        pairs,
                        Payments.COMBINED.stream(),
                        Payments.NEWEST.stream(),
                        Payments.LIFETIMES.stream().map(SqlOracleTest::renamed),
                        Payments.LABELS.stream())
                .flatMap(feature -> feature)
                .filter(SqlFeatures::has)
                .toList();
    }

    /** The names of lifetimes are also those of others. */
    private static Feature renamed(Feature feature) {
        return feature instanceof Feature.WindowedAggregate aggregate
                ? new Feature.WindowedAggregate(
                        "life_" + aggregate.name(),
                        aggregate.function(),
                        aggregate.operand(),
                        aggregate.by(),
                        aggregate.window(),
                        aggregate.nth())
                : feature;
    }
}
