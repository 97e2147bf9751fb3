package io.headrace.ingest.push;

import io.headrace.schemas.json.JsonMistake;
import java.util.List;

/** What a request's body turned out to be. */
sealed interface PushBatch {

    /** How many records the body has; a body that is no JSON counts as one. */
    int size();

    /** Every record fits. */
    record Good(List<PushedRecord> records) implements PushBatch {

        public Good {
            records = List.copyOf(records);
        }

        @Override
        public int size() {
            return records.size();
        }
    }

    /**
     * At least one does not, and so none is written.
     *
     * @param mistakes all of them; in a body of several records each pointer begins with the record's place, counted from 0
     */
    record Bad(int size, List<JsonMistake> mistakes) implements PushBatch {

        public Bad {
            mistakes = List.copyOf(mistakes);
        }
    }
}
