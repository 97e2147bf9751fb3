package io.headrace.trainer.window;

import io.headrace.schemas.definition.Training;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides when training is due. The first one as soon as there are enough examples, further ones every so many new examples, and
 * whenever one is asked for. A request that names a change waits until enough examples of the new kind are labelled; while it
 * waits, no training by number begins, because the old kind is thought to be gone. A newer request takes an older one's place, and
 * a new version answers the one that waits, where that is about the version before. Not for several threads.
 */
public final class Triggers {

    private final Training training;
    private boolean modelExists;
    private long newExamples;
    private Optional<Request> waiting = Optional.empty();
    /** Examples of the new kind that the waiting request has; kept by adding, because counting all at each example is slow. */
    private int ofNewKind;

    /**
     * Triggers as they are before any example.
     *
     * @param modelExists whether a version was published before
     */
    public Triggers(Training training, boolean modelExists) {
        this.training = training;
        this.modelExists = modelExists;
    }

    /** Notes an example that no training has had before. */
    public void onNewExample(long eventTime) {
        newExamples++;
        noteKind(eventTime);
    }

    /** Notes an example that was there at the last training already. */
    public void onKnownExample(long eventTime) {
        noteKind(eventTime);
    }

    /** Notes a request; the window is the one that it waits on. */
    public void onRequest(Request request, ExampleWindow window) {
        Request taken = isOften() ? request.withoutChange() : request;
        waiting = Optional.of(taken);
        ofNewKind = count(taken, window);
    }

    /**
     * Whether trainings by number come so often that they follow a change by themselves, with the old kind leaving the window as
     * it fills with the new. A request then only brings one forward; waiting for enough of the new kind would be slower.
     */
    private boolean isOften() {
        return training.everyExamples().isPresent()
                && training.everyExamples().getAsInt() <= 2 * training.minimumExamples();
    }

    public Optional<Request> waiting() {
        return waiting;
    }

    /** Examples that the waiting request has so far. */
    public int waitingHas() {
        return ofNewKind;
    }

    /** Examples that came since the last training. */
    public long newExamples() {
        return newExamples;
    }

    /** What a training would be made for now, if one is due. */
    public Optional<Due> due(ExampleWindow window) {
        if (waiting.isPresent()) {
            Request request = waiting.get();
            boolean enough =
                    ofNewKind >= training.minimumExamples() && count(request, window) >= training.minimumExamples();
            return enough ? Optional.of(new Due.ByRequest(request)) : Optional.empty();
        }
        boolean enough = newExamples >= step() && window.size() >= training.minimumExamples();
        return enough ? Optional.of(new Due.ByExamples()) : Optional.empty();
    }

    /** Notes that a training begins: what was due is no longer. */
    public void onStart(Due due) {
        newExamples = 0;
        if (due instanceof Due.ByRequest(Request request)
                && waiting.filter(request::equals).isPresent()) {
            waiting = Optional.empty();
        }
    }

    /** Notes that a version was published: a request about the one before has its answer. */
    public void onPublished() {
        modelExists = true;
        waiting = waiting.filter(request -> request.model().isEmpty());
    }

    /** While no model serves, a refusal must not leave the pipeline without one for long. */
    private long step() {
        return modelExists ? training.everyExamples().orElse(Integer.MAX_VALUE) : training.minimumExamples();
    }

    private void noteKind(long eventTime) {
        waiting.ifPresent(request -> ofNewKind += isOfNewKind(request.changeSince(), eventTime) ? 1 : 0);
    }

    private static boolean isOfNewKind(OptionalLong since, long eventTime) {
        return since.isEmpty() || eventTime >= since.getAsLong();
    }

    private static int count(Request request, ExampleWindow window) {
        return request.changeSince().isPresent()
                ? window.countSince(request.changeSince().getAsLong())
                : window.size();
    }
}
