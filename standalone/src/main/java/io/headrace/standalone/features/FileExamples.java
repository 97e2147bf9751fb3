package io.headrace.standalone.features;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.cleaning.program.CleaningResult;
import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.features.app.intake.LabelIntake;
import io.headrace.features.engine.FeatureHistory;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.Labels;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Training;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.time.PartitionClock;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/**
 * A file's rows as examples, as a replay of it would make them: cleaned, each event once, with the features of what was known when it came. The
 * label of a row becomes known so many rows later, one millisecond after the newest event by then.
 */
public final class FileExamples {

    private static final int BETWEEN_EXPIRIES = 1_000;

    private final PipelineDefinition definition;
    private final CleaningProgram cleaning;
    private final LabelIntake labels;
    private final FeatureProgram program;
    private final FeatureHistory history;
    private final int labelDelay;
    private final PartitionClock clock = new PartitionClock();
    private final Map<String, Long> seen = new LinkedHashMap<>();
    private final Deque<Awaiting> awaiting = new ArrayDeque<>();
    private final Deque<Example> examples = new ArrayDeque<>();
    private final Deque<FeatureRow> silent = new ArrayDeque<>();
    private long newest = Long.MIN_VALUE;

    private record Awaiting(long row, FeatureRow features, Label label) {}

    private FileExamples(PipelineDefinition definition, int labelDelay) {
        this.definition = definition;
        this.cleaning = CleaningProgram.compile(definition);
        this.labels = LabelIntake.of(definition);
        this.program = FeatureProgram.compile(definition);
        this.history = new FeatureHistory(program);
        this.labelDelay = labelDelay;
    }

    /**
     * Reads files to their end.
     *
     * @param files of one stream, in order; one or more
     * @param labelDelay rows, 0 or more
     * @return the examples of the definition's {@code train.window}, in the order in which they came to be
     * @throws io.headrace.connectors.csv.reading.CsvProblem where a file cannot be read as the definition's events
     */
    public static List<Example> of(List<Path> files, PipelineDefinition definition, int labelDelay) {
        FileExamples reading = new FileExamples(definition, labelDelay);
        try (CsvFeed feed = CsvFeed.open(files, definition)) {
            long row = 0;
            for (Optional<CsvEvent> event = feed.next(); event.isPresent(); event = feed.next()) {
                reading.take(row++, event.get());
            }
        }
        return reading.finished();
    }

    private void take(long row, CsvEvent event) {
        if (event instanceof CsvEvent.Read read) {
            newest = Math.max(newest, read.time());
            if (cleaning.clean(read.event()) instanceof CleaningResult.Clean(GenericRecord clean) && isNew(read)) {
                observe(row, read, clean);
            }
        }
        while (!awaiting.isEmpty() && awaiting.getFirst().row() <= row - labelDelay) {
            learn(awaiting.removeFirst());
        }
        if (row % BETWEEN_EXPIRIES == 0) {
            history.expire(clock.now());
        }
    }

    /** Ids are remembered for as much event time as cleaning does. */
    private boolean isNew(CsvEvent.Read read) {
        if (seen.putIfAbsent(read.id(), read.time()) != null) {
            return false;
        }
        long horizon = newest - definition.clean().deduplicate().toMillis();
        var oldest = seen.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue() < horizon) {
            oldest.remove();
        }
        return true;
    }

    private void observe(long row, CsvEvent.Read read, GenericRecord clean) {
        clock.see(read.time());
        FeatureRow features = history.observe(clean, clock.now());
        read.label()
                .filter(labels::isKnown)
                .ifPresentOrElse(
                        label -> awaiting.add(new Awaiting(row, features, label)), () -> silent.addLast(features));
        assumeSilent();
    }

    private void learn(Awaiting due) {
        long knownAt = newest + 1;
        if (knownAt - due.features().eventTime() > within()) {
            silent.addLast(due.features());
            return;
        }
        add(new Example(due.features(), due.label(), knownAt, Example.LabelSource.GIVEN));
    }

    /** Those for whose label the time is over. */
    private void assumeSilent() {
        while (!silent.isEmpty() && silent.getFirst().eventTime() + within() < newest) {
            FeatureRow row = silent.removeFirst();
            if (definition.labels().silence() == Labels.Silence.NEGATIVE
                    && definition.problem().kind() == ProblemKind.BINARY) {
                Label negative =
                        new Label.Category(definition.problem().classes().getFirst());
                add(new Example(row, negative, row.eventTime() + within(), Example.LabelSource.SILENCE));
            }
        }
    }

    private void add(Example example) {
        history.learn(example, clock.now());
        examples.addLast(example);
        if (definition.train().window() instanceof Training.Window.Examples(int most) && examples.size() > most) {
            examples.removeFirst();
        }
    }

    private List<Example> finished() {
        while (!awaiting.isEmpty()) {
            learn(awaiting.removeFirst());
        }
        assumeSilent();
        return switch (definition.train().window()) {
            case Training.Window.Examples _ -> List.copyOf(examples);
            case Training.Window.Time(var length) ->
                examples.stream()
                        .filter(example -> example.row().eventTime() > newest - length.toMillis())
                        .toList();
        };
    }

    private long within() {
        return definition.labels().within().toMillis();
    }
}
