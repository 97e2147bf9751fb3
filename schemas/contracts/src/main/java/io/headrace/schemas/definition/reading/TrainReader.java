package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads {@code train}. */
final class TrainReader {

    static final String NEVER = "never";
    static final Map<String, ModelFamily> FAMILIES = Arrays.stream(ModelFamily.values())
            .collect(Collectors.toUnmodifiableMap(ModelFamily::text, family -> family));

    private static final int FEWEST = 100;
    private static final int MOST = 100_000_000;

    private TrainReader() {}

    static Training read(Section section) {
        Training.Window window =
                section.find("window").flatMap(TrainReader::window).orElse(Defaults.WINDOW.value());
        int minimum = section.find("minimumExamples")
                .flatMap(entry -> minimum(entry, window))
                .orElse(smallest(window));
        return new Training(
                window,
                section.find("every").flatMap(TrainReader::every).orElse(Defaults.EVERY.value()),
                minimum,
                section.find("split").flatMap(TrainReader::split).orElse(Defaults.SPLIT.value()),
                section.find("families").flatMap(TrainReader::families).orElse(Defaults.FAMILIES.value()),
                new Training.Budget(section.find("trials")
                        .flatMap(entry -> entry.integer(1, 1_000))
                        .orElse(Defaults.TRIALS.value())),
                section.find("seed").flatMap(Entry::longInteger).orElse(Defaults.SEED.value()));
    }

    /** The default, or a window that is smaller still. */
    private static int smallest(Training.Window window) {
        return switch (window) {
            case Training.Window.Examples(int count) -> Math.min(count, Defaults.MINIMUM_EXAMPLES.value());
            case Training.Window.Time _ -> Defaults.MINIMUM_EXAMPLES.value();
        };
    }

    private static Optional<Training.Window> window(Entry entry) {
        if (entry.isMapping()) {
            return examples(entry).map(Training.Window.Examples::new);
        }
        return entry.text("{examples: 20000} or a duration such as P28D")
                .flatMap(_ -> entry.duration())
                .map(Training.Window.Time::new);
    }

    private static Optional<Integer> examples(Entry entry) {
        return Section.of(entry, Keys.EXAMPLES)
                .require("examples", "write {examples: 20000}")
                .flatMap(count -> count.integer(FEWEST, MOST));
    }

    private static Optional<Integer> minimum(Entry entry, Training.Window window) {
        return entry.integer(FEWEST, MOST).filter(minimum -> {
            boolean fits = !(window instanceof Training.Window.Examples(int count)) || minimum <= count;
            if (!fits) {
                entry.mistake("train.window holds fewer examples than this minimum, so nothing would ever be trained");
            }
            return fits;
        });
    }

    private static Optional<OptionalInt> every(Entry entry) {
        if (entry.isMapping()) {
            return examples(entry).map(OptionalInt::of);
        }
        return entry.text("{examples: 10000}, or never").flatMap(text -> {
            if (!text.equals(NEVER)) {
                entry.mistake("\"" + text + "\" is not known here; write {examples: 10000}, or never");
                return Optional.empty();
            }
            return Optional.of(OptionalInt.empty());
        });
    }

    private static Optional<Training.Split> split(Entry entry) {
        Section section = Section.of(entry, Keys.SPLIT);
        Training.Split usual = Defaults.SPLIT.value();
        Optional<Double> training = share(section, "training", usual.training());
        Optional<Double> validation = share(section, "validation", usual.validation());
        return training.flatMap(first -> validation.flatMap(second -> {
            if (first + second >= 1) {
                entry.mistake("training " + first + " and validation " + second
                        + " leave nothing unseen; their sum must be below 1");
                return Optional.empty();
            }
            return Optional.of(new Training.Split(first, second));
        }));
    }

    private static Optional<Double> share(Section section, String key, double usual) {
        return section.has(key) ? section.find(key).flatMap(entry -> entry.between(0, 1)) : Optional.of(usual);
    }

    private static Optional<List<ModelFamily>> families(Entry entry) {
        List<ModelFamily> families = entry.items().stream()
                .flatMap(item -> item.oneOf(FAMILIES).stream())
                .distinct()
                .toList();
        if (entry.isList() && entry.items().isEmpty()) {
            entry.mistake("names no family; write one of "
                    + FAMILIES.keySet().stream().sorted().toList());
        }
        return Optional.of(families).filter(found -> !found.isEmpty());
    }
}
