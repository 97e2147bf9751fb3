package io.headrace.features.engine;

import java.util.List;

/** Features cannot be computed now, since nobody here has what the stream keeps of some entities: it is starting or moving. */
public final class FeaturesUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param missing for each, the stage and its partition */
    public FeaturesUnavailableException(List<String> missing) {
        super("what the stream keeps of entities cannot be read now: " + String.join(", ", missing));
    }
}
