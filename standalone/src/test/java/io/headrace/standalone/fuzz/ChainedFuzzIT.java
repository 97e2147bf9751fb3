package io.headrace.standalone.fuzz;

import java.util.List;
import java.util.Map;

/** From raw to predictions in one topology, as {@code up}, {@code demo} and {@code replay} run it. */
class ChainedFuzzIT extends FuzzSpec {

    ChainedFuzzIT() {
        super(true, 150, 30);
    }

    /** Clean events and rows are handed on: what others write to their topics is read by nobody on the way. */
    @Override
    Map<String, List<String>> readers() {
        return Map.of(
                "cleaning", List.of("raw"),
                "features", List.of("labels"),
                "monitor", List.of("features", "predictions", "examples"));
    }
}
