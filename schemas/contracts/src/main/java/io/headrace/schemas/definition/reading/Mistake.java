package io.headrace.schemas.definition.reading;

/**
 * One thing wrong with a definition.
 *
 * @param file name of the file it is in, as it was asked for
 * @param line 1 or more
 * @param column 1 or more, in characters
 * @param path the place within the definition, {@code clean.rules[0].require}; empty for the file as a whole
 * @param message what was found and what would be right
 */
public record Mistake(String file, int line, int column, String path, String message) {

    public Mistake {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1, found " + line + ":" + column);
        }
    }

    /** {@code file:line:column}, as editors and terminals turn into a link. */
    public String location() {
        return file + ":" + line + ":" + column;
    }

    @Override
    public String toString() {
        return location() + "  " + (path.isEmpty() ? "" : path + "  ") + message;
    }
}
