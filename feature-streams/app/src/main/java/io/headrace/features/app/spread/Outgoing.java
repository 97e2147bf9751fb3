package io.headrace.features.app.spread;

/** Something to be sent. */
record Outgoing(Target target, Parcel parcel) {}
