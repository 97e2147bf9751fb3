package io.headrace.schemas.definition.reading;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML text as a tree of nodes with their places. */
final class YamlTree {

    private YamlTree() {}

    /** Empty after a mistake of syntax was noted. */
    static Optional<Node> parse(String text, Findings findings) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(findings.file())
                .setUseMarks(true)
                .setSchema(new CoreSchema())
                .build();
        try {
            Optional<Node> node = new Compose(settings).composeString(text);
            if (node.isEmpty()) {
                findings.add(
                        Optional.empty(),
                        "",
                        "the file is empty; a definition has at least pipeline, problem, events and features");
            }
            return node;
        } catch (MarkedYamlEngineException e) {
            findings.add(e.getProblemMark().or(e::getContextMark), "", "this is no YAML: " + problem(e));
        } catch (ReaderException e) {
            findings.add(place(text, e, findings.file()));
        } catch (YamlEngineException e) {
            findings.add(Optional.empty(), "", "this is no YAML: " + e.getMessage());
        } catch (StackOverflowError _) {
            findings.add(Optional.empty(), "", "this is no definition: lists or keys within each other without end");
        }
        return Optional.empty();
    }

    private static String problem(MarkedYamlEngineException failure) {
        String problem = String.valueOf(failure.getProblem());
        if (problem.contains("TAB")) {
            return "a tab starts this; indent with spaces";
        }
        if (problem.contains("another document")) {
            return "a second document begins here; write one definition a file";
        }
        return problem
                + failure.getContextMark()
                        .filter(mark ->
                                !failure.getProblemMark().map(Mark::getLine).equals(Optional.of(mark.getLine())))
                        .map(mark -> " (in what begins at " + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ")")
                        .orElse("");
    }

    /** The reader of characters knows only how far it came. */
    private static Mistake place(String text, ReaderException failure, String file) {
        String before = text.substring(
                0, text.offsetByCodePoints(0, Math.min(failure.getPosition(), text.codePointCount(0, text.length()))));
        int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new Mistake(
                file,
                line,
                column,
                "",
                "this is no YAML: the character U+" + "%04X".formatted(failure.getCodePoint()) + " is not allowed");
    }
}
