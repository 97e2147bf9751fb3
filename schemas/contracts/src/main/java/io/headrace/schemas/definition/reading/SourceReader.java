package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.CsvDialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code source}: how files of events are written. */
final class SourceReader {

    private static final Map<String, Character> NAMED = Map.of("tab", '\t', "space", ' ');

    private SourceReader() {}

    static Optional<CsvDialect> read(Section section, EventsDraft events) {
        CsvDialect usual = CsvDialect.STANDARD;
        Optional<String> charset = section.find("charset").flatMap(entry -> entry.text("a charset such as UTF-8"));
        Optional<Character> delimiter = mark(section, "delimiter");
        Optional<Character> quote = mark(section, "quote");
        Optional<Boolean> header = section.find("header").flatMap(Entry::truth);
        List<String> missing = section.find("missing").map(SourceReader::texts).orElse(usual.missing());
        Optional<Character> decimal = mark(section, "decimal");
        Optional<Character> grouping = mark(section, "grouping");
        Map<String, List<String>> dates = dates(section, events);
        try {
            return Optional.of(new CsvDialect(
                    charset.orElse(usual.charset()),
                    delimiter.orElse(usual.delimiter()),
                    quote.orElse(usual.quote()),
                    header.orElse(usual.header()),
                    missing,
                    decimal.orElse(usual.decimal()),
                    grouping,
                    dates));
        } catch (IllegalArgumentException e) {
            section.entry().mistake(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Character> mark(Section section, String key) {
        return section.find(key)
                .flatMap(entry -> entry.text("one character, tab or space").flatMap(text -> {
                    if (text.length() != 1 && !NAMED.containsKey(text)) {
                        entry.mistake("\"" + text + "\" does not fit; one character, tab or space belongs here");
                        return Optional.empty();
                    }
                    return Optional.of(NAMED.getOrDefault(text, text.charAt(0)));
                }));
    }

    private static List<String> texts(Entry entry) {
        List<String> texts = new ArrayList<>();
        entry.items().forEach(item -> item.text("a text").ifPresent(texts::add));
        return texts;
    }

    private static Map<String, List<String>> dates(Section section, EventsDraft events) {
        Map<String, List<String>> dates = new LinkedHashMap<>();
        section.find("dates")
                .map(Section::ofAnyKeys)
                .ifPresent(fields -> fields.entries().forEach((field, formats) -> {
                    if (events.schema()
                            .filter(schema -> schema.getField(field) == null)
                            .isPresent()) {
                        fields.mistakeAtKey(field, field + ": the event has no such field");
                    }
                    dates.put(field, texts(formats));
                }));
        return dates;
    }
}
