package io.headrace.scoring.serving;

/**
 * The right to use one model: it stays loaded and the same, whatever is switched meanwhile, until the lease is closed.
 * Everything done under one lease is done by one version. Cheap; take one per request.
 */
public final class Lease implements AutoCloseable {

    private final ServedModel model;
    private final Runnable giveBack;

    Lease(ServedModel model, Runnable giveBack) {
        this.model = model;
        this.giveBack = giveBack;
    }

    public ServedModel model() {
        return model;
    }

    @Override
    public void close() {
        giveBack.run();
    }
}
