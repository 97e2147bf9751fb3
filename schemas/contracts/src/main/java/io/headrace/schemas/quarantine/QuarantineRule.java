package io.headrace.schemas.quarantine;

/**
 * The rules that records break which no definition states. One meaning each, in every app; a definition's own rules have the
 * names it gives them.
 */
public final class QuarantineRule {

    /** The bytes are not an Avro record in the Confluent wire format, or there are none. */
    public static final String NOT_AVRO = "not-avro";

    /** The registry does not have the record's schema id. */
    public static final String UNKNOWN_SCHEMA = "unknown-schema";

    /** The writer's schema, or what was written with it, cannot be read with the reader's. */
    public static final String INCOMPATIBLE_SCHEMA = "incompatible-schema";

    /** There is no id; an empty one is none. */
    public static final String MISSING_ID = "missing-id";

    /** There is no time. */
    public static final String MISSING_TIME = "missing-time";

    /** The time is before 1970, which the timestamp of a record cannot be. */
    public static final String INVALID_TIME = "invalid-time";

    /** The key of the record is not the id of its event, so that what belongs together may lie in two partitions. */
    public static final String KEY_MISMATCH = "key-mismatch";

    /** The record of a reference's row has no key, or one that is no text in UTF-8. */
    public static final String MISSING_KEY = "missing-key";

    /** The row or example was made for another meaning of features or problem, by a definition before this one or after it. */
    public static final String OTHER_MEANING = "other-meaning";

    /** The time is further ahead of the record's arrival than {@code events.ahead} allows. */
    public static final String AHEAD_OF_TIME = "ahead-of-time";

    /** The record, or what it becomes, is larger than the topic it belongs in may hold. */
    public static final String TOO_LARGE = "too-large";

    private QuarantineRule() {}
}
