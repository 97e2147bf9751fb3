package io.headrace.scoring.request;

import io.headrace.model.ModelRef;
import io.headrace.schemas.json.JsonMistake;
import java.util.List;

/** What became of a request to score events. */
public sealed interface ScoreResult {

    /** Every event is scored, in order, by one version. */
    record Scored(ModelRef.ByVersion model, List<ScoredEvent> events) implements ScoreResult {

        public Scored {
            events = List.copyOf(events);
        }
    }

    /**
     * Nothing is scored, because something in the document does not fit.
     *
     * @param mistakes all of them, in the document's order
     */
    record Refused(List<JsonMistake> mistakes) implements ScoreResult {

        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }

    /** Nothing can be scored yet. */
    record NotReady(String why) implements ScoreResult {}
}
