package io.headrace.schemas.definition;

/** What stands in for a missing value. */
public sealed interface Fill {

    /**
     * A fixed value.
     *
     * @param text the value as written; read as the field's type
     */
    record Constant(String text) implements Fill {}
}
