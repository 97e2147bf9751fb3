package io.headrace.schemas.definition;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A named rule of cleaning; expressions are CEL over the event's fields. */
public sealed interface CleaningRule {

    String name();

    /**
     * Events must satisfy a condition.
     *
     * @param condition CEL, boolean
     * @param otherwise what happens to an event that does not
     */
    record Require(String name, String condition, Otherwise otherwise) implements CleaningRule {

        public Require {
            Bounds.text("the condition of " + name, condition);
        }
    }

    /**
     * Fields are given new values.
     *
     * @param assignments per field a CEL expression of the field's type; all see the event as it was before the
     *     rule; sorted by field
     */
    record Repair(String name, Map<String, String> assignments) implements CleaningRule {

        public Repair {
            Bounds.notEmpty("the rule " + name, assignments.size());
            assignments = Collections.unmodifiableMap(new TreeMap<>(assignments));
        }
    }

    /** What happens to an event that breaks a rule. */
    enum Otherwise {
        QUARANTINE,
        DROP
    }
}
