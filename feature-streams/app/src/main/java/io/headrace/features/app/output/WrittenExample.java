package io.headrace.features.app.output;

/**
 * An example as it goes to its topic.
 *
 * @param bytes the record's value
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the sink, never compared
public record WrittenExample(byte[] bytes) {}
