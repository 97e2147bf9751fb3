package io.headrace.features.engine;

import io.headrace.features.engine.Operands.Operand;
import io.headrace.features.timeline.Column;
import io.headrace.schemas.definition.Feature;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import io.headrace.schemas.expression.NumberProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The operands of a stage's features, each a column of its timelines of events. */
final class Columns {

    private final PipelineDefinition definition;
    private final Expressions expressions;

    /** By what they mean: however it is written, an operand keeps its past. */
    private final Map<String, Operand> operands = new LinkedHashMap<>();

    /** As they are written. */
    private final Map<String, NumberProgram> conditions = new LinkedHashMap<>();

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
            NumberProgram value =
                    expressions.operand(feature, operand.expression().strip());
            OptionalInt condition = operand.where().stream()
                    .mapToInt(where -> condition(feature, where.strip()))
                    .findFirst();
            operands.put(meaning, new Operand(value, condition));
        }
        return List.copyOf(operands.keySet()).indexOf(meaning);
    }

    private int condition(String feature, String where) {
        conditions.computeIfAbsent(where, cel -> expressions.condition(feature, cel));
        return List.copyOf(conditions.keySet()).indexOf(where);
    }

    Operands operands() {
        return new Operands(List.copyOf(conditions.values()), List.copyOf(operands.values()));
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
