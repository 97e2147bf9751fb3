package io.headrace.runtime.streams;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** What the threads of an app are doing, for whoever has to find out why it does not get on. */
final class AppThreads {

    private AppThreads() {}

    /** Each thread of Kafka Streams with its state and its frames, by name; empty where there is none. */
    static String describe(String applicationId) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith(applicationId + "-"))
                .sorted(Comparator.comparing(thread -> thread.getKey().getName()))
                .map(AppThreads::describe)
                .collect(Collectors.joining("\n"));
    }

    private static String describe(Map.Entry<Thread, StackTraceElement[]> thread) {
        return thread.getKey().getName() + " " + thread.getKey().getState()
                + Arrays.stream(thread.getValue())
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }
}
