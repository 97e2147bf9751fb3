package io.headrace.schemas.json;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** What became of a JSON document that was read against a schema. */
public sealed interface JsonResult {

    /** It fits; every field of the record has a value of the field's type. */
    record Read(GenericRecord value) implements JsonResult {}

    /** It does not fit.
     *
     * @param mistakes all of them, in the document's order; never empty
     */
    record Refused(List<JsonMistake> mistakes) implements JsonResult {

        public Refused {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("a document is refused for at least one mistake");
            }
        }
    }
}
