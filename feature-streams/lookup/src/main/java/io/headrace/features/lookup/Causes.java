package io.headrace.features.lookup;

import io.grpc.Status;

/** What is wrong with a call, in a few words. */
final class Causes {

    private Causes() {}

    static String describe(Throwable problem) {
        Status status = Status.fromThrowable(problem);
        return status.getDescription() == null
                ? status.getCode().name()
                : status.getCode() + ": " + status.getDescription();
    }

    /** Whether a call ran out of its time. */
    static boolean isTooLate(Throwable problem) {
        return Status.fromThrowable(problem).getCode() == Status.Code.DEADLINE_EXCEEDED;
    }
}
