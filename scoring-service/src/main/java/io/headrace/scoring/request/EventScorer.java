package io.headrace.scoring.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cleaning.program.CleaningProgram;
import io.headrace.cleaning.program.CleaningResult;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.FeaturesUnavailableException;
import io.headrace.features.engine.RequestFeatures;
import io.headrace.features.engine.RequestedRow;
import io.headrace.features.engine.UnusableEventException;
import io.headrace.schemas.avro.Prediction;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.json.JsonMistake;
import io.headrace.schemas.json.JsonRecords;
import io.headrace.schemas.json.JsonResult;
import io.headrace.scoring.inference.EventRows;
import io.headrace.scoring.inference.InferenceFailure;
import io.headrace.scoring.serving.Lease;
import io.headrace.scoring.serving.ModelSlot;
import io.headrace.scoring.serving.Readiness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/**
 * Scores events given as plain JSON, cleaned as the stream would clean them: an event is repaired and filled the same way, and one
 * that the rules keep out of the stream is refused. Safe for use by many threads.
 */
public final class EventScorer implements EventRows {

    private final JsonRecords events;
    private final CleaningProgram cleaning;
    private final FeatureProgram program;
    private final RequestFeatures features;
    private final ModelSlot slot;
    private final Readiness readiness;
    private final int maxEvents;

    /**
     * @param events reads the pipeline's event schema
     * @param cleaning the definition's rules and fills
     * @param program the definition's features
     * @param features where their values come from
     * @param maxEvents how many events one request may bring, 1 or more
     */
    public EventScorer(
            JsonRecords events,
            CleaningProgram cleaning,
            FeatureProgram program,
            RequestFeatures features,
            ModelSlot slot,
            Readiness readiness,
            int maxEvents) {
        this.events = events;
        this.cleaning = cleaning;
        this.program = program;
        this.features = features;
        this.slot = slot;
        this.readiness = readiness;
        this.maxEvents = maxEvents;
    }

    /** Scores one event, or an array of them, in UTF-8. */
    public ScoreResult score(byte[] document) {
        JsonNode parsed;
        try {
            parsed = JsonRecords.parse(document);
        } catch (JsonProcessingException problem) {
            return new ScoreResult.Refused(List.of(JsonRecords.noJson(problem)));
        }
        if (parsed.isMissingNode()) {
            return new ScoreResult.Refused(
                    List.of(new JsonMistake("", "an empty body", "an event as JSON, or an array of them")));
        }
        if (parsed.size() > maxEvents && parsed.isArray()) {
            return new ScoreResult.Refused(List.of(new JsonMistake(
                    "", "an array of " + parsed.size() + " events", "at most " + maxEvents + " in one request")));
        }
        try {
            return score(parsed);
        } catch (FeaturesUnavailableException unavailable) {
            return new ScoreResult.NotReady(String.valueOf(unavailable.getMessage()));
        }
    }

    private ScoreResult score(JsonNode parsed) {
        List<JsonMistake> mistakes = new ArrayList<>();
        List<GenericRecord> clean = new ArrayList<>();
        if (parsed.isArray()) {
            for (int i = 0; i < parsed.size(); i++) {
                add(parsed.get(i), "/" + i, clean, mistakes);
            }
        } else {
            add(parsed, "", clean, mistakes);
        }
        if (!mistakes.isEmpty()) {
            return new ScoreResult.Refused(mistakes);
        }
        return readiness
                .missingForEvents()
                .<ScoreResult>map(ScoreResult.NotReady::new)
                .orElseGet(() -> predict(features.of(clean)));
    }

    private ScoreResult predict(List<RequestedRow> requested) {
        List<FeatureRow> rows = requested.stream().map(RequestedRow::row).toList();
        try (Lease lease = slot.lease()) {
            List<Prediction> predictions = lease.model().predict(rows);
            List<ScoredEvent> scored = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                scored.add(new ScoredEvent(
                        rows.get(i), predictions.get(i), requested.get(i).stale()));
            }
            return new ScoreResult.Scored(lease.model().ref(), scored);
        }
    }

    @Override
    public List<RequestedRow> of(List<String> documents) {
        List<JsonMistake> mistakes = new ArrayList<>();
        List<GenericRecord> clean = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String where = "event[" + i + "]";
            try {
                add(JsonRecords.parse(documents.get(i).getBytes(StandardCharsets.UTF_8)), where, clean, mistakes);
            } catch (JsonProcessingException problem) {
                mistakes.add(JsonRecords.noJson(problem).under(where));
            }
        }
        if (!mistakes.isEmpty()) {
            throw InferenceFailure.badRequest(
                    mistakes.stream().map(JsonMistake::message).collect(Collectors.joining("; ")));
        }
        try {
            return features.of(clean);
        } catch (FeaturesUnavailableException unavailable) {
            throw InferenceFailure.notReady(String.valueOf(unavailable.getMessage()));
        }
    }

    private void add(JsonNode document, String where, List<GenericRecord> clean, List<JsonMistake> mistakes) {
        switch (events.read(document)) {
            case JsonResult.Refused(List<JsonMistake> found) ->
                found.forEach(mistake -> mistakes.add(mistake.under(where)));
            case JsonResult.Read(GenericRecord event) -> addClean(event, where, clean, mistakes);
        }
    }

    private void addClean(GenericRecord event, String where, List<GenericRecord> clean, List<JsonMistake> mistakes) {
        switch (cleaning.clean(event)) {
            case CleaningResult.Clean(GenericRecord passed) -> {
                try {
                    program.require(passed);
                    clean.add(passed);
                } catch (UnusableEventException problem) {
                    mistakes.add(new JsonMistake(where, String.valueOf(problem.getMessage()), "an id and a time"));
                }
            }
            case CleaningResult.Quarantined kept ->
                mistakes.add(new JsonMistake(where, kept.reason(), "an event that the cleaning rules let pass"));
            case CleaningResult.Dropped(String rule) ->
                mistakes.add(new JsonMistake(
                        where, "an event that rule " + rule + " drops", "an event that the cleaning rules let pass"));
        }
    }
}
