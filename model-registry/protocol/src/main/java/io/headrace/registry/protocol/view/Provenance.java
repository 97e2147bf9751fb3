package io.headrace.registry.protocol.view;

import java.time.Instant;

/**
 * Where a registry entry comes from.
 *
 * @param who the app or person
 * @param when by the writer's clock
 * @param position the record's offset on headrace.models
 */
public record Provenance(String who, Instant when, String why, long position) {}
