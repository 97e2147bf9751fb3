package io.headrace.standalone.fuzz;

import java.util.List;
import java.util.Map;

/** Each app beside the others, reading its topics, as processes of their own do. */
class FuzzIT extends FuzzSpec {

    FuzzIT() {
        super(false, 300, Integer.getInteger("headrace.fuzz.hostile", 60));
    }

    @Override
    Map<String, List<String>> readers() {
        return Map.of(
                "cleaning", List.of("raw"),
                "features", List.of("clean", "labels"),
                "scoring", List.of("features"),
                "monitor", List.of("features", "predictions", "examples"));
    }
}
