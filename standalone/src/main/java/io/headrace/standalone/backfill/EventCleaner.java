package io.headrace.standalone.backfill;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.cleaning.program.CleaningResult;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StageEvent;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads and cleans events, each by itself. Safe for use by many threads. */
final class EventCleaner {

    /** By lane. */
    private final List<Line> lines = new ArrayList<>();

    private final List<Stage> stages;
    private final long aheadMillis;

    /** @param stream empty where rows are made of the events */
    private record Line(CleaningProgram cleaning, Optional<String> stream) {}

    EventCleaner(PipelineDefinition definition, FeatureProgram program, Lanes lanes) {
        this.stages = program.stages();
        this.aheadMillis = definition.events().ahead().toMillis();
        Line own = new Line(CleaningProgram.compile(definition), Optional.empty());
        for (int lane = 0; lane < lanes.count(); lane++) {
            lines.add(lanes.stream(lane)
                    .map(name -> line(definition.stream(name)))
                    .orElse(own));
        }
    }

    private static Line line(EventStream stream) {
        return new Line(CleaningProgram.compile(stream.events(), stream.clean()), Optional.of(stream.name()));
    }

    CleanedInput clean(Incoming incoming) {
        return switch (incoming) {
            case Incoming.Label(var given) -> new CleanedInput.Label(given);
            case Incoming.End(int lane) -> new CleanedInput.End(lane);
            case Incoming.Event(int lane, long arrived, Incoming.Reading reading) ->
                switch (reading.read()) {
                    case Intake.Refused<GenericRecord>(Refusal why) -> new CleanedInput.Refused(lane, why.rule());
                    case Intake.Accepted<GenericRecord>(String id, long time, GenericRecord event) ->
                        time - arrived > aheadMillis
                                ? new CleanedInput.Refused(lane, QuarantineRule.AHEAD_OF_TIME)
                                : cleaned(
                                        lane,
                                        id,
                                        time,
                                        lines.get(lane).cleaning().clean(event));
                };
        };
    }

    private CleanedInput cleaned(int lane, String id, long time, CleaningResult result) {
        return new CleanedInput.Event(
                lane,
                id,
                time,
                result,
                result instanceof CleaningResult.Clean(GenericRecord clean)
                        ? parts(lane, clean)
                        : CleanedInput.Parts.NONE);
    }

    /** What a clean event brings. Here, where it has just been made, it is in the processor's cache; and any thread can do it. */
    CleanedInput.Parts parts(int lane, GenericRecord event) {
        Optional<String> stream = lines.get(lane).stream();
        @Nullable String[] entities = new String[stages.size()];
        @Nullable StageEvent[] events = new StageEvent[stages.size()];
        for (int i = 0; i < entities.length; i++) {
            Stage stage = stages.get(i);
            if (stream.isEmpty()) {
                entities[i] = stage.entity(event).orElse(null);
                events[i] = entities[i] == null ? null : stage.event(event);
            } else if (stage.stream().equals(stream)) {
                entities[i] = stage.recordedEntity(event).orElse(null);
                events[i] = entities[i] == null ? null : stage.recorded(event);
            }
        }
        return new CleanedInput.Parts(entities, events);
    }
}
