package io.headrace.features.app.intake;

import io.headrace.runtime.streams.intake.Intake;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;

/**
 * Clean events that a processor of the same topology hands on, where they are not read from their topic.
 *
 * @param stream the processor sends to one named {@link Inputs#EVENTS}
 * @param as what is taken; refused where there is no event, only a record that was read
 */
public record Handed<V>(KStream<String, V> stream, Function<V, Intake<FeatureInput>> as) {}
