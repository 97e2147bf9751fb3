package io.headrace.benchmarks.streams;

/** How far a process has come, seen from outside. */
public interface Progress extends AutoCloseable {

    /** Records done so far; takes some ten milliseconds at most. */
    long records();

    @Override
    void close();
}
