package io.headrace.schemas.resolution;

/** A value that is well written, and none of the reader's schema. Without a stack trace: bad input may come in floods. */
public final class UnreadableValueException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Obstacle obstacle;

    UnreadableValueException(Obstacle obstacle) {
        super(obstacle.text(), null, false, false);
        this.obstacle = obstacle;
    }

    UnreadableValueException within(String step) {
        return new UnreadableValueException(obstacle.within(step));
    }

    public Obstacle obstacle() {
        return obstacle;
    }
}
