/**
 * How every app takes records in: read, with id, time, key and size as they must be, or sent to quarantine with the reason; and
 * how what an app makes is measured before it is sent.
 */
@NullMarked
package io.headrace.runtime.streams.intake;

import org.jspecify.annotations.NullMarked;
