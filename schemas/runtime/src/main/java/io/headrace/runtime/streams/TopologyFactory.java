package io.headrace.runtime.streams;

import java.util.Properties;
import org.apache.kafka.streams.Topology;

/** Makes an app's topology: a pure function of definition and configuration. */
@FunctionalInterface
public interface TopologyFactory {

    /**
     * @param config what the app will run with; pass it to {@link org.apache.kafka.streams.StreamsBuilder#build(Properties)}
     */
    Topology build(Properties config);
}
