package io.headrace.ingest.push;

/** What is pushed. */
enum PushKind {
    EVENTS,
    LABELS
}
