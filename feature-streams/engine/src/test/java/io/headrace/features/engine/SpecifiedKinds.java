package io.headrace.features.engine;

import io.headrace.schemas.definition.Feature.SessionMeasure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What quantiles, streaks and sessions mean. */
final class SpecifiedKinds {

    private SpecifiedKinds() {}

    static double quantile(double at, List<Object> values) {
        List<Double> sorted = values.stream().map(Double.class::cast).sorted().toList();
        int rank = BigDecimal.valueOf(at)
                .multiply(BigDecimal.valueOf(sorted.size()))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return sorted.isEmpty() ? Double.NaN : sorted.get(rank - 1);
    }

    /** @param holds 1 or 0 of each event, newest first */
    static double streak(List<Object> holds) {
        int end = holds.indexOf(0.0);
        return end < 0 ? holds.size() : end;
    }

    /** @param earlier times of the earlier events, newest first */
    static double session(SessionMeasure measure, long gap, long time, List<Long> earlier) {
        long begin = time;
        int count = 1;
        for (long at : earlier) {
            if (begin - at > gap) {
                break;
            }
            begin = at;
            count++;
        }
        return switch (measure) {
            case COUNT -> count;
            case SECONDS -> (time - begin) / 1000.0;
        };
    }
}
