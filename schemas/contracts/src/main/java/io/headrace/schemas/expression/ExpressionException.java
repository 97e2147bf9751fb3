package io.headrace.schemas.expression;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An expression that cannot be used, with everything that is wrong with it. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ExpressionException(List<Problem> problems) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    ExpressionException(String message) {
        this(List.of(new Problem(1, 0, message)));
    }

    /** At least one, in the expression's order. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing wrong with an expression.
     *
     * @param line within the expression, 1 or more
     * @param column within the line, 0 or more
     * @param message what was found and what would be right
     * @param unknown the name that is neither a field nor a feature, where that is the problem
     */
    public record Problem(int line, int column, String message, Optional<String> unknown) {

        public Problem(int line, int column, String message) {
            this(line, column, message, Optional.empty());
        }
    }
}
