package io.headrace.benchmarks.streams;

import io.headrace.benchmarks.figures.Timeline;
import io.headrace.benchmarks.figures.Timeline.Sample;
import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.benchmarks.process.ChildProcess;
import io.headrace.benchmarks.process.LocalKafka;
import java.time.Duration;

/**
 * Looks at a process until it is done.
 *
 * @param limit how long it may work, from its first record on; what it has done by then is measured
 */
record Watch(LocalKafka kafka, Duration limit) {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    /** A process that has done nothing more for this long is done. */
    private static final Duration STANDSTILL = Duration.ofSeconds(20);

    /**
     * Follows a process from its start.
     *
     * @param expected records that there are to do
     * @throws BenchFailure when it ends, or does not begin within two minutes
     */
    Timeline follow(ChildProcess worker, Progress progress, long expected) {
        Timeline timeline = new Timeline();
        long started = System.nanoTime();
        long first = started;
        long last = started;
        while (timeline.records() < expected) {
            worker.requireAlive();
            long before = timeline.records();
            long records = progress.records();
            long now = System.nanoTime();
            if (records > before) {
                first = before == 0 ? now : first;
                last = now;
                timeline.add(new Sample(
                        now, records, worker.cpu().toNanos(), kafka.brokerCpu().toNanos()));
            }
            if (timeline.records() == 0 && passed(started, START_TIMEOUT)) {
                throw new BenchFailure("no record was done within " + START_TIMEOUT.toMinutes() + " minutes");
            }
            if (timeline.records() > 0 && (passed(first, limit) || passed(last, STANDSTILL))) {
                return timeline;
            }
        }
        return timeline;
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }
}
