package io.headrace.schemas.definition;

import java.util.regex.Pattern;

/**
 * A pipeline's name: the first part of its topics' names.
 *
 * @param value lower-case letters, digits and hyphens, at most 60, starting with a letter
 */
public record PipelineName(String value) {

    private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    public PipelineName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is no pipeline name; write lower-case letters, digits and hyphens, starting with a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
