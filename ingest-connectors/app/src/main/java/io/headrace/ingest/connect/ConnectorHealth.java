package io.headrace.ingest.connect;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;

/** How a connector and its tasks fare. */
sealed interface ConnectorHealth {

    /** How Kafka Connect begins the trace of a failure that a connector has told of. */
    String WRAPPED = "org.apache.kafka.connect.errors.ConnectException: ";

    /** It and at least one task run. */
    record Running() implements ConnectorHealth {}

    /** It was told to send nothing for now. */
    record Paused() implements ConnectorHealth {}

    /** @param detail what it waits for */
    record Waiting(String detail) implements ConnectorHealth {}

    /** @param reason the first line of the failure */
    record Failed(String reason) implements ConnectorHealth {}

    static ConnectorHealth of(ConnectorStateInfo info) {
        Optional<String> failure = Stream.concat(Stream.of(info.connector()), info.tasks().stream())
                .filter(part -> failed(part.state()))
                .map(part -> firstLine(part.trace()))
                .findFirst();
        if (failure.isPresent()) {
            return new Failed(failure.get());
        }
        if (has(info, AbstractStatus.State.RUNNING)) {
            return new Running();
        }
        return has(info, AbstractStatus.State.PAUSED)
                ? new Paused()
                : new Waiting("it is " + info.connector().state() + " with "
                        + info.tasks().size() + " tasks");
    }

    private static boolean has(ConnectorStateInfo info, AbstractStatus.State state) {
        return info.tasks().stream().anyMatch(task -> task.state().equals(state.toString()));
    }

    static boolean failed(String state) {
        return state.equals(AbstractStatus.State.FAILED.toString());
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String trace) {
        String line = trace == null ? "" : trace.lines().findFirst().orElse("");
        // A connector's own words come in this exception, whose name says no more.
        String words = line.startsWith(WRAPPED) ? line.substring(WRAPPED.length()) : line;
        return words.isBlank() ? "no reason given" : words;
    }
}
