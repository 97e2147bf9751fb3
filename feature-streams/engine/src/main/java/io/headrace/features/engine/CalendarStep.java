package io.headrace.features.engine;

import io.headrace.schemas.definition.CalendarPart;
import io.headrace.schemas.expression.InstantProgram;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;

/** What clocks and calendars of a zone show at a time, by the time zone rules of the Java that runs. Missing where the time is. */
record CalendarStep(InstantProgram time, ZoneId zone, List<Column> columns) implements RowStep {

    private static final double DAY_NANOS = 86_400e9;
    private static final double WEEK_DAYS = 7;

    /** One value, and the place where it goes. */
    sealed interface Column {

        int place();

        /** The sine or cosine of a part's share of the way round. */
        record Round(int place, CalendarPart part, CalendarPart.Wave wave) implements Column {}

        /** 1 on one of the days, else 0. */
        record OnOneOf(int place, Set<LocalDate> days) implements Column {}
    }

    CalendarStep {
        columns = List.copyOf(columns);
    }

    @Override
    public void compute(GenericRecord event, double[] numeric, String[] categorical) {
        Optional<Instant> instant = time.evaluate(event, numeric, categorical);
        if (instant.isEmpty()) {
            columns.forEach(column -> numeric[column.place()] = Double.NaN);
            return;
        }
        LocalDateTime local = LocalDateTime.ofInstant(instant.get(), zone);
        for (Column column : columns) {
            numeric[column.place()] = switch (column) {
                case Column.Round(int _, CalendarPart part, CalendarPart.Wave wave) -> {
                    double angle = 2 * Math.PI * turn(part, local);
                    yield wave == CalendarPart.Wave.SIN ? StrictMath.sin(angle) : StrictMath.cos(angle);
                }
                case Column.OnOneOf(int _, Set<LocalDate> days) -> days.contains(local.toLocalDate()) ? 1 : 0;
            };
        }
    }

    /** How far round, 0 to 1, 1 not included. */
    private static double turn(CalendarPart part, LocalDateTime local) {
        LocalDate day = local.toLocalDate();
        return switch (part) {
            case HOUR -> local.toLocalTime().toNanoOfDay() / DAY_NANOS;
            case WEEKDAY -> (day.getDayOfWeek().getValue() - 1) / WEEK_DAYS;
            case DAY_OF_MONTH -> (day.getDayOfMonth() - 1) / (double) day.lengthOfMonth();
            case DAY_OF_YEAR -> (day.getDayOfYear() - 1) / (double) day.lengthOfYear();
        };
    }
}
