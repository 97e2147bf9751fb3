package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A feature whose expression has not been compiled yet.
 *
 * @param group the name as written, without a window's text
 * @param at where it is written; several windows share one place
 * @param expression where its CEL is written; empty where it has none
 */
record FeatureDraft(String group, Feature feature, Entry at, Optional<Expression> expression) {

    /** CEL in the YAML. */
    record Expression(ScalarNode node, String path) {}
}
