package io.headrace.scoring.inference;

/** Why an inference call has no answer. */
public final class InferenceFailure extends RuntimeException {

    private final Kind kind;

    private InferenceFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static InferenceFailure badRequest(String message) {
        return new InferenceFailure(Kind.BAD_REQUEST, message);
    }

    public static InferenceFailure notFound(String message) {
        return new InferenceFailure(Kind.NOT_FOUND, message);
    }

    public static InferenceFailure notReady(String message) {
        return new InferenceFailure(Kind.NOT_READY, message);
    }

    public Kind kind() {
        return kind;
    }

    /** Whose fault it is. */
    public enum Kind {
        /** The caller's: the request does not fit. */
        BAD_REQUEST("refused"),
        /** The caller's: there is no such model or version here. */
        NOT_FOUND("not-found"),
        /** Ours, for now. */
        NOT_READY("not-ready");

        private final String outcome;

        Kind(String outcome) {
            this.outcome = outcome;
        }

        /** As the requests metric tags it. */
        public String outcome() {
            return outcome;
        }
    }
}
