package io.headrace.standalone.backfill;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What a {@link Checkpoint} is made of. One thread at a time. */
public interface Resumable {

    /** Writes all that what comes next depends on. */
    void save(DataOutputStream out) throws IOException;

    /** Goes on where another one, made in the same way, was saved; this one is new. Reads what {@link #save} has written, and no more. */
    void restore(DataInputStream in) throws IOException;
}
