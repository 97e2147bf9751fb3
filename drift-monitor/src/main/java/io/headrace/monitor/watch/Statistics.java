package io.headrace.monitor.watch;

import io.headrace.monitor.avro.StoredCategories;
import io.headrace.monitor.avro.StoredNumbers;
import io.headrace.monitor.avro.StoredStatistic;
import io.headrace.monitor.window.SampledValues;
import io.headrace.monitor.window.StatisticState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of each statistic, in the store. */
final class Statistics {

    private final WatchStores stores;

    Statistics(WatchStores stores) {
        this.stores = stores;
    }

    StatisticState of(String name) {
        return stores.statistic(name)
                .map(stored -> new StatisticState(
                        name,
                        stored.getComparedFor(),
                        stored.getSuspect(),
                        stored.getAnnounced(),
                        values(stored.getEarlier())))
                .orElseGet(() -> StatisticState.unknown(name));
    }

    void put(StatisticState state) {
        StoredStatistic stored = new StoredStatistic();
        stored.setStatistic(state.statistic());
        stored.setComparedFor(state.comparedFor());
        stored.setSuspect(state.suspect());
        stored.setAnnounced(state.announced());
        state.earlier().map(Statistics::stored).ifPresent(stored::setEarlier);
        stores.put(stored);
    }

    void forget(String name) {
        stores.deleteStatistic(name);
    }

    private static Optional<SampledValues> values(@Nullable Object stored) {
        return switch (stored) {
            case StoredNumbers numbers -> Optional.of(new SampledValues.Numbers(numbers(numbers.getValues())));
            case StoredCategories categories -> Optional.of(new SampledValues.Categories(categories.getRows()));
            case null, default -> Optional.empty();
        };
    }

    private static Object stored(SampledValues values) {
        return switch (values) {
            case SampledValues.Numbers(double[] numbers) ->
                new StoredNumbers(Arrays.stream(numbers).boxed().toList());
            case SampledValues.Categories(var rows) -> new StoredCategories(rows);
        };
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
