package io.headrace.standalone.chain;

/** A record on its way to the raw or the labels topic. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sent(boolean isLabel, byte[] key, byte[] value, long timestamp) {}
