package io.headrace.features.engine;

/** Features from what the stream itself keeps of entities, where it runs. */
public interface KeptFeatures extends RequestFeatures {

    /** Runs something once all that the stream keeps can be read, on the thread that says so, or now. */
    void whenWhole(Runnable next);
}
