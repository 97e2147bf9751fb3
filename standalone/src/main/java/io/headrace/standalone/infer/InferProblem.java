package io.headrace.standalone.infer;

/** No definition can be made of what was given; the message says what was found and what would be right. */
public final class InferProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InferProblem(String message) {
        super(message);
    }
}
