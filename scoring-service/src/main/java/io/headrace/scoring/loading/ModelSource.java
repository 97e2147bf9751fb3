package io.headrace.scoring.loading;

import io.headrace.model.ModelArtifact;
import io.headrace.model.ModelVerifier;
import io.headrace.schemas.avro.ModelVersion;

/** What proving a model needs from outside. */
interface ModelSource {

    /**
     * A model's bytes.
     *
     * @throws Incomplete if they are not all there, or not those the version states
     * @throws NotNow if they cannot be had at the moment
     */
    ModelArtifact fetch(ModelVersion version) throws Incomplete, NotNow;

    /**
     * Who tells good models from bad ones.
     *
     * @throws NotNow if the keys it needs cannot be had at the moment
     */
    ModelVerifier verifier() throws NotNow;

    /** The model's own fault. */
    final class Incomplete extends Exception {

        Incomplete(String message) {
            super(message);
        }
    }

    /** Nobody's fault, or the surroundings': worth another try. */
    final class NotNow extends Exception {

        NotNow(String message) {
            super(message);
        }

        NotNow(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
