package io.headrace.schemas.definition.reading;

import io.headrace.schemas.definition.Feature;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A feature whose expressions have not been compiled yet.
 *
 * @param group the name as written, without a window's or column's text
 * @param at where it is written; several windows or columns share one place
 * @param expressions where its CEL is written
 */
record FeatureDraft(String group, Feature feature, Entry at, List<Expression> expressions) {

    FeatureDraft {
        expressions = List.copyOf(expressions);
    }

    /** CEL in the YAML. */
    record Expression(ScalarNode node, String path, Role role) {

        /**
         * What is written at an entry. Empty after a mistake.
         *
         * @param wanted completes "… belongs here"
         */
        static Optional<Expression> of(Entry entry, Role role, String wanted) {
            return entry.scalar(wanted).flatMap(node -> {
                if (node.getValue().isBlank()) {
                    entry.mistake("found an empty text; " + wanted + " belongs here");
                    return Optional.empty();
                }
                return Optional.of(new Expression(node, entry.path(), role));
            });
        }

        String cel() {
            return node.getValue().strip();
        }
    }

    /** What an expression gives, and what it may read. */
    enum Role {
        /** A number, of the event and of features. */
        NUMBER,
        /** A category, of the event and of features. */
        CATEGORY,
        /** A time, of the event and of features. */
        INSTANT,
        /** A number, of the event alone. */
        OPERAND,
        /** A number or a text, of the event alone. */
        ANY_OPERAND,
        /** A number or a text of which only counts that it is there, of the event alone. */
        COUNTED,
        /** A truth value, of the event alone. */
        CONDITION
    }
}
