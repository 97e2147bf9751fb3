package io.headrace.scoring.loading;

import io.headrace.scoring.serving.ModelSwitched;

/** Is told what the loader does, on the loader's thread. */
interface LoaderListener {

    void switched(ModelSwitched event);

    /**
     * Told once a version for as long as the process lives.
     *
     * @throws ModelSource.NotNow if it could not be passed on; it is told again
     */
    void refused(Refusal refusal) throws ModelSource.NotNow;
}
