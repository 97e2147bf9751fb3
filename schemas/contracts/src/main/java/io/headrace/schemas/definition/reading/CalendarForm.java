package io.headrace.schemas.definition.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.schemas.definition.CalendarPart;
import io.headrace.schemas.definition.CalendarPart.Wave;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.Feature.Moment;
import io.headrace.schemas.expression.NameSuggestion;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What clocks and calendars show at a time: parts that come round, as sine and cosine; whether it is a holiday. */
record CalendarForm(Feature feature, Moment moment, Column column) implements FeatureForm {

    static final ZoneId UTC = ZoneId.of("UTC");

    /** What one column says. */
    sealed interface Column {

        record Round(CalendarPart part, Wave wave) implements Column {

            String text() {
                return part.text() + "_" + wave.text();
            }
        }

        record OnOneOf(List<LocalDate> days) implements Column {}
    }

    /** Of each part its columns, and each column by itself. */
    static final Map<String, List<Column.Round>> PARTS = parts();

    static final Reader READER = new Reader() {
        @Override
        public List<String> kinds() {
            return List.of("calendar");
        }

        @Override
        public List<String> settings() {
            return List.of("zone", "parts", "holidays");
        }

        @Override
        public List<FeatureDraft> read(FeatureEntry entry) {
            Optional<FeatureDraft.Expression> time = FeatureDraft.Expression.of(
                    entry.value(), FeatureDraft.Role.INSTANT, "a CEL expression that gives a time");
            Optional<ZoneId> zone = zone(entry);
            List<FeatureEntry.Variant<BiFunction<String, Moment, Feature>>> columns = columns(entry);
            if (time.isEmpty() || zone.isEmpty()) {
                return List.of();
            }
            Moment moment = new Moment(time.get().cel(), zone.get());
            return entry.each(columns, List.of(time.get()), (name, column) -> column.apply(name, moment));
        }
    };

    static CalendarForm of(Feature.CalendarWave wave) {
        return new CalendarForm(wave, wave.moment(), new Column.Round(wave.part(), wave.wave()));
    }

    static CalendarForm of(Feature.Holiday holiday) {
        return new CalendarForm(holiday, holiday.moment(), new Column.OnOneOf(holiday.days()));
    }

    private static List<FeatureEntry.Variant<BiFunction<String, Moment, Feature>>> columns(FeatureEntry entry) {
        Section section = entry.section();
        List<FeatureEntry.Variant<BiFunction<String, Moment, Feature>>> columns = new ArrayList<>();
        Optional<Entry> holidays = section.find("holidays");
        if (!section.has("holidays")) {
            section.require(
                    "parts", "write what of the calendar, [hour, weekday, dayOfYear]; or holidays, a list of days");
        }
        boolean byItself = !section.has("parts");
        section.find("parts")
                .ifPresent(parts -> parts.items().forEach(item -> {
                    List<Column.Round> found = item.oneOf(PARTS).orElse(List.of());
                    boolean one = found.size() == 1 && !parts.isList() && holidays.isEmpty();
                    found.forEach(round -> columns.add(variant(
                            one,
                            round.text(),
                            (name, at) -> new Feature.CalendarWave(name, at, round.part(), round.wave()))));
                }));
        holidays.map(CalendarForm::days)
                .filter(days -> !days.isEmpty())
                .ifPresent(days ->
                        columns.add(variant(byItself, "holiday", (name, at) -> new Feature.Holiday(name, at, days))));
        return columns;
    }

    private static FeatureEntry.Variant<BiFunction<String, Moment, Feature>> variant(
            boolean only, String name, BiFunction<String, Moment, Feature> feature) {
        return only ? FeatureEntry.Variant.only(feature) : FeatureEntry.Variant.named(name, feature);
    }

    /** None after a mistake. */
    private static List<LocalDate> days(Entry holidays) {
        if (holidays.items().isEmpty()) {
            holidays.mistake("the list is empty; write days, [2026-12-25], or leave holidays out");
        }
        List<LocalDate> days = new ArrayList<>();
        holidays.items()
                .forEach(item -> item.text("a day such as 2026-12-25")
                        .ifPresent(text -> day(text)
                                .ifPresentOrElse(
                                        days::add,
                                        () -> item.mistake("\"" + text + "\" is not a day; write it as 2026-12-25"))));
        return days.size() == holidays.items().size() ? days : List.of();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** UTC where none is written; empty after a mistake. */
    private static Optional<ZoneId> zone(FeatureEntry entry) {
        Optional<Entry> written = entry.section().find("zone");
        if (written.isEmpty()) {
            return entry.section().has("zone") ? Optional.empty() : Optional.of(UTC);
        }
        return written.get().text("a time zone such as Europe/Brussels").flatMap(name -> {
            Optional<ZoneId> zone =
                    ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
            if (zone.isEmpty()) {
                written.get()
                        .mistake("\"" + name + "\" is not a time zone; "
                                + NameSuggestion.of(name, ZoneId.getAvailableZoneIds())
                                        .map(meant -> "did you mean " + meant + "?")
                                        .orElse("write one as Europe/Brussels"));
            }
            return zone;
        });
    }

    private static Map<String, List<Column.Round>> parts() {
        Map<String, List<Column.Round>> parts = new LinkedHashMap<>();
        for (CalendarPart part : CalendarPart.values()) {
            List<Column.Round> both = Arrays.stream(Wave.values())
                    .map(wave -> new Column.Round(part, wave))
                    .toList();
            parts.put(part.text(), both);
            both.forEach(round -> parts.put(round.text(), List.of(round)));
        }
        return parts;
    }

    @Override
    public JsonNode canonical(String label) {
        ObjectNode node = CanonicalSections.object().put("calendar", moment.expression());
        if (!moment.zone().equals(UTC)) {
            node.put("zone", moment.zone().getId());
        }
        return addColumn(node);
    }

    @Override
    public void addMeaning(ObjectNode node, FeatureMeaning meaning) {
        addColumn(node.put("zone", moment.zone().getId()));
        meaning.expression(node, "calendar", moment.expression(), feature.name());
    }

    private ObjectNode addColumn(ObjectNode node) {
        return switch (column) {
            case Column.Round round -> node.put("parts", round.text());
            case Column.OnOneOf(List<LocalDate> days) -> {
                ArrayNode holidays = JsonNodeFactory.instance.arrayNode();
                days.forEach(day -> holidays.add(day.toString()));
                node.set("holidays", holidays);
                yield node;
            }
        };
    }

    @Override
    public String words() {
        String place = " in " + moment.zone().getId();
        return switch (column) {
            case Column.Round(CalendarPart part, Wave wave) ->
                wave.word() + " of the " + words(part) + " of " + moment.expression() + place;
            case Column.OnOneOf(List<LocalDate> days) ->
                "whether " + moment.expression() + " is on one of " + days.size() + " holidays" + place;
        };
    }

    private static String words(CalendarPart part) {
        return switch (part) {
            case HOUR -> "time of day";
            case WEEKDAY -> "day of the week";
            case DAY_OF_MONTH -> "day of the month";
            case DAY_OF_YEAR -> "day of the year";
        };
    }
}
