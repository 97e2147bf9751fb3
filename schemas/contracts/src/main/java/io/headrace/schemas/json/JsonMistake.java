package io.headrace.schemas.json;

/**
 * One thing wrong in a JSON document.
 *
 * @param pointer where: a JSON pointer (RFC 6901), empty for the whole document
 * @param found what is there, shortened
 * @param right what would be right
 */
public record JsonMistake(String pointer, String found, String right) {

    /** The same mistake, seen from a document that holds this one under {@code prefix} (a JSON pointer). */
    public JsonMistake under(String prefix) {
        return new JsonMistake(prefix + pointer, found, right);
    }

    /** One sentence: where, what was found, what would be right. */
    public String message() {
        return (pointer.isEmpty() ? "the document" : pointer) + ": found " + found + "; right is " + right;
    }
}
