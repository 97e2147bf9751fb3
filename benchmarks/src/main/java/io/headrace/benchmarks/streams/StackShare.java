package io.headrace.benchmarks.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** The share of some code in the CPU time of the stream threads, from a flight recording of stacks. */
final class StackShare {

    /** Stacks by CPU time, native code counted; the JVM has it on Linux. */
    private static final String CPU_TIME = "jdk.CPUTimeSample";

    /** Stacks of running Java code, which any JVM has. */
    private static final String EXECUTION = "jdk.ExecutionSample";

    private static final String STREAM_THREAD = "-StreamThread-";

    private StackShare() {}

    /** Java arguments that write a recording with nothing but stacks, a hundred a second of each running thread. */
    static String[] recordTo(Path file) {
        return new String[] {
            "-Xlog:jfr*=off",
            "-XX:StartFlightRecording:filename=" + file + ",dumponexit=true,settings=none,+" + EXECUTION
                    + "#enabled=true,+" + EXECUTION + "#period=10ms,+" + CPU_TIME + "#enabled=true,+" + CPU_TIME
                    + "#throttle=10ms"
        };
    }

    /**
     * Stacks with a frame of the code among all stacks of stream threads.
     *
     * @param code whether a class, by its full name, belongs to it
     * @return empty where no stack has such a frame: the code goes by another name, or was never called
     */
    static OptionalDouble of(Path recording, Predicate<String> code) {
        Count byCpuTime = new Count(CPU_TIME, "eventThread", code);
        Count byExecution = new Count(EXECUTION, "sampledThread", code);
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                byCpuTime.add(event);
                byExecution.add(event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the recording of stacks cannot be read: " + e.getMessage(), e);
        }
        return byCpuTime.all > 0 ? byCpuTime.share() : byExecution.share();
    }

    private static final class Count {

        private final String type;
        private final String threadField;
        private final Predicate<String> code;
        private long all;
        private long with;

        private Count(String type, String threadField, Predicate<String> code) {
            this.type = type;
            this.threadField = threadField;
            this.code = code;
        }

        private void add(RecordedEvent event) {
            if (!event.getEventType().getName().equals(type) || event.getStackTrace() == null) {
                return;
            }
            RecordedThread thread = event.getThread(threadField);
            if (thread == null
                    || thread.getJavaName() == null
                    || !thread.getJavaName().contains(STREAM_THREAD)) {
                return;
            }
            all++;
            with += event.getStackTrace().getFrames().stream().anyMatch(this::isOfIt) ? 1 : 0;
        }

        private boolean isOfIt(RecordedFrame frame) {
            return frame.isJavaFrame() && code.test(frame.getMethod().getType().getName());
        }

        private OptionalDouble share() {
            return with == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) with / all);
        }
    }
}
