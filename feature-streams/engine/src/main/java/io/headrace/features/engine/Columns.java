package io.headrace.features.engine;

import io.headrace.features.timeline.Column;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operands of a stage's features, each a column of its timelines of events. */
final class Columns {

    private final PipelineDefinition definition;
    private final Expressions expressions;

    /** By what they mean: however it is written, an operand keeps its past. */
    private final Map<String, Operand> operands = new LinkedHashMap<>();

    Columns(PipelineDefinition definition, Expressions expressions) {
        this.definition = definition;
        this.expressions = expressions;
    }

    /** The column of an operand, which is there from now on. */
    int of(String feature, Feature.Operand operand) {
        String meaning = Meaning.ofOperand(definition, operand);
        if (!operands.containsKey(meaning)) {
            if (operands.keySet().stream().anyMatch(other -> identity(other) == identity(meaning))) {
                throw new IllegalArgumentException(
                        feature + ": \"" + operand.expression()
                                + "\" and the operand of another feature cannot be told apart in stored state; write one of them differently");
            }
            operands.put(meaning, expressions.operand(feature, operand));
        }
        return List.copyOf(operands.keySet()).indexOf(meaning);
    }

    /** In the order of their columns. */
    List<Operand> operands() {
        return List.copyOf(operands.values());
    }

    List<Column> layout() {
        return operands.keySet().stream()
                .map(meaning -> (Column) new Column.Numbers(identity(meaning)))
                .toList();
    }

    /** What a column is recognised by in stored state. */
    private static int identity(String meaning) {
        return meaning.hashCode();
    }
}
