package io.headrace.schemas.definition.reading;

import io.headrace.schemas.expression.ExpressionException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Collects the mistakes of one definition. */
final class Findings {

    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();

    Findings(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    boolean isEmpty() {
        return mistakes.isEmpty();
    }

    /** In the order of the file. */
    List<Mistake> mistakes() {
        return mistakes.stream()
                .distinct()
                .sorted(Comparator.comparing(
                                (Mistake mistake) -> !mistake.file().equals(file))
                        .thenComparingInt(Mistake::line)
                        .thenComparingInt(Mistake::column))
                .toList();
    }

    void add(Mistake mistake) {
        mistakes.add(mistake);
    }

    void add(Node node, String path, String message) {
        add(node.getStartMark(), path, message);
    }

    void add(Optional<Mark> mark, String path, String message) {
        add(new Mistake(
                file,
                mark.map(found -> found.getLine() + 1).orElse(1),
                mark.map(found -> found.getColumn() + 1).orElse(1),
                path,
                message));
    }

    /** Points at the wrong part of the expression where it stands on one line as it is, else at its start. */
    void add(ScalarNode node, String path, List<Problem> problems) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        int column = node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
        boolean oneLine =
                node.getStartMark().map(Mark::getLine).equals(node.getEndMark().map(Mark::getLine));
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        int width = node.getEndMark().map(Mark::getColumn).orElse(0)
                - node.getStartMark().map(Mark::getColumn).orElse(0);
        boolean asWritten = oneLine && width == node.getValue().length() + (plain ? 0 : 2);
        problems.forEach(problem -> add(new Mistake(
                file,
                line,
                asWritten ? column + problem.column() + (plain ? 0 : 1) : column,
                path,
                problem.message())));
    }
}
