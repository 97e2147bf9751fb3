package io.headrace.standalone.system;

import java.time.Duration;

/** Hears how the system's start goes on. */
@FunctionalInterface
public interface StartListener {

    /**
     * A part is up.
     *
     * @param part what, in the user's words
     * @param where its address; empty for a part without one
     */
    void started(String part, String where, Duration took);
}
