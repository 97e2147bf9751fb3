package io.headrace.schemas.definition.reading;

/**
 * What holds where a definition says nothing.
 *
 * @param reason half a sentence that says why it is a good choice
 */
record Default<T>(T value, String reason) {}
