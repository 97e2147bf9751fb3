package io.headrace.schemas.definition.reading;

import java.util.List;

/** A definition that cannot be used; the message lists every mistake as a terminal shows them. */
public final class InvalidDefinitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    public InvalidDefinitionException(List<Mistake> mistakes) {
        super(MistakeReport.of(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** At least one, in the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
