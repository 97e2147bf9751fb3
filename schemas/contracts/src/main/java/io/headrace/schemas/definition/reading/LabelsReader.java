package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.Labels.Silence;
import io.headrace.schemas.definition.ProblemKind;
import java.util.Map;
import java.util.Optional;

/** Reads {@code labels}. */
final class LabelsReader {

    static final Map<String, Silence> SILENCE = Map.of("negative", Silence.NEGATIVE, "unlabelled", Silence.UNLABELLED);

    private LabelsReader() {}

    /** Empty where the event's id is not known or a mistake was noted. */
    static Optional<Labels> read(Section section, EventsDraft events, ProblemDraft problem) {
        Optional<Entry> joinOn = section.find("joinOn");
        joinOn.ifPresent(entry -> checkJoin(entry, events));
        Silence silence = section.find("silence")
                .flatMap(entry -> silence(entry, problem))
                .orElse(Defaults.SILENCE.value());
        var within = section.find("within").flatMap(Entry::duration).orElse(Defaults.WITHIN.value());
        return events.id().map(id -> new Labels(id, within, silence));
    }

    private static void checkJoin(Entry entry, EventsDraft events) {
        events.field(entry).ifPresent(field -> {
            if (events.id().isPresent() && !events.id().get().equals(field.name())) {
                entry.mistake("labels are joined on the event's id, "
                        + events.id().get() + "; write that or leave joinOn out");
            }
        });
    }

    private static Optional<Silence> silence(Entry entry, ProblemDraft problem) {
        return entry.oneOf(SILENCE).filter(silence -> {
            boolean fits = silence != Silence.NEGATIVE
                    || problem.kind().filter(kind -> kind != ProblemKind.BINARY).isEmpty();
            if (!fits) {
                entry.mistake("silence can mean negative only in a binary problem; write unlabelled");
            }
            return fits;
        });
    }
}
