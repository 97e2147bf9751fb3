package io.headrace.standalone.backfill;

import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.cleaning.program.CleaningResult;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.Stage;
import io.headrace.features.engine.StageEvent;
import io.headrace.runtime.streams.intake.Intake;
import io.headrace.runtime.streams.intake.Refusal;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.quarantine.QuarantineRule;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads and cleans events, each by itself. Safe for use by many threads. */
final class EventCleaner {

    private final CleaningProgram cleaning;
    private final List<Stage> stages;
    private final long aheadMillis;

    EventCleaner(PipelineDefinition definition, FeatureProgram program) {
        this.cleaning = CleaningProgram.compile(definition);
        this.stages = program.stages();
        this.aheadMillis = definition.events().ahead().toMillis();
    }

    CleanedInput clean(Incoming incoming) {
        return switch (incoming) {
            case Incoming.Label(var given) -> new CleanedInput.Label(given);
            case Incoming.End(int partition) -> new CleanedInput.End(partition);
            case Incoming.Event(int partition, long arrived, Incoming.Reading reading) ->
                switch (reading.read()) {
                    case Intake.Refused<GenericRecord>(Refusal why) -> new CleanedInput.Refused(why.rule());
                    case Intake.Accepted<GenericRecord>(String id, long time, GenericRecord event) ->
                        time - arrived > aheadMillis
                                ? new CleanedInput.Refused(QuarantineRule.AHEAD_OF_TIME)
                                : cleaned(partition, id, time, cleaning.clean(event));
                };
        };
    }

    private CleanedInput cleaned(int partition, String id, long time, CleaningResult result) {
        return new CleanedInput.Event(
                partition,
                id,
                time,
                result,
                result instanceof CleaningResult.Clean(GenericRecord clean) ? parts(clean) : CleanedInput.Parts.NONE);
    }

    /** Here, where the event has just been made, it is in the processor's cache; and any thread can do it. */
    private CleanedInput.Parts parts(GenericRecord event) {
        @Nullable String[] entities = new String[stages.size()];
        @Nullable StageEvent[] events = new StageEvent[stages.size()];
        for (int i = 0; i < entities.length; i++) {
            Stage stage = stages.get(i);
            entities[i] = stage.entity(event).orElse(null);
            events[i] = entities[i] == null ? null : stage.event(event);
        }
        return new CleanedInput.Parts(entities, events);
    }
}
