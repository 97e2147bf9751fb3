package io.headrace.scoring.serving;

import io.headrace.model.ModelRef;
import java.time.Duration;
import java.time.Instant;

/**
 * Another version serves. Published as an application event.
 *
 * @param when wall-clock time of the switch
 * @param preparation from the change of the champion alias being seen to the switch: fetching, verifying, warming
 */
public record ModelSwitched(ModelRef.ByVersion from, ModelRef.ByVersion to, Instant when, Duration preparation) {}
