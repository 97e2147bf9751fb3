package io.headrace.trainer.window;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A wish for a new candidate.
 *
 * @param id unique
 * @param changeSince event time from which the data is of the new kind, epoch milliseconds; empty for the definition's window
 * @param model the champion it is about, as pipeline@version; empty for a person's wish
 * @param reason a sentence
 * @param offset of its record in the retrain topic
 */
public record Request(String id, OptionalLong changeSince, Optional<String> model, String reason, long offset) {

    /** The same wish for a candidate of the definition's window. */
    Request withoutChange() {
        return new Request(id, OptionalLong.empty(), model, reason, offset);
    }
}
