package io.headrace.schemas.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A planned CEL program with the variables it reads. Values are read once into an array, which the program then asks by
 * name; no map is built per event. Immutable; safe for use by many threads.
 */
final class Evaluation {

    static final double[] NO_NUMBERS = {};
    static final String[] NO_TEXTS = {};

    private final CelRuntime.Program program;
    private final Variable[] variables;
    private final boolean[] mayBeNull;

    /**
     * @param missingPropagates whether a missing variable makes the result missing, unless the expression compares that
     *     variable with null itself
     */
    Evaluation(Frontend frontend, CelAbstractSyntaxTree tree, boolean missingPropagates) throws ExpressionException {
        this.program = frontend.plan(tree);
        this.variables = variables(frontend.variables(), tree).toArray(Variable[]::new);
        Set<String> compared = missingPropagates ? comparedWithNull(tree) : Set.of();
        this.mayBeNull = new boolean[variables.length];
        for (int i = 0; i < variables.length; i++) {
            mayBeNull[i] = !missingPropagates || compared.contains(variables[i].name());
        }
    }

    Set<String> names() {
        return List.of(variables).stream().map(Variable::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The result in CEL's Java form; null where it is missing. */
    @Nullable Object evaluate(GenericRecord event, double[] numbers, String[] texts) throws CelEvaluationException {
        Object[] values = new Object[variables.length];
        for (int i = 0; i < values.length; i++) {
            Object value = variables[i].source().read(event, numbers, texts);
            if (value == null && !mayBeNull[i]) {
                return null;
            }
            values[i] = value == null ? NullValue.NULL_VALUE : value;
        }
        Object result = program.eval(new Values(variables, values));
        return result instanceof NullValue ? null : result;
    }

    /** Names of variables without a value, for a message. */
    List<String> missing(GenericRecord event) {
        return List.of(variables).stream()
                .filter(variable -> variable.source().read(event, NO_NUMBERS, NO_TEXTS) == null)
                .map(Variable::name)
                .toList();
    }

    private static List<Variable> variables(Variables known, CelAbstractSyntaxTree tree) {
        return tree.getReferenceMap().values().stream()
                .map(CelReference::name)
                .distinct()
                .flatMap(name -> Optional.ofNullable(known.known().get(name)).stream())
                .toList();
    }

    private static Set<String> comparedWithNull(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(Evaluation::isComparison)
                .filter(call -> call.call().args().stream().anyMatch(Evaluation::isNull))
                .flatMap(call -> call.call().args().stream())
                .flatMap(argument -> tree.getReference(argument.id()).stream())
                .map(CelReference::name)
                .collect(Collectors.toSet());
    }

    private static boolean isComparison(CelExpr node) {
        return node.getKind() == Kind.CALL
                && (node.call().function().equals("_==_")
                        || node.call().function().equals("_!=_"));
    }

    private static boolean isNull(CelExpr node) {
        return node.getKind() == Kind.CONSTANT
                && node.constant().getKind() == dev.cel.common.ast.CelConstant.Kind.NULL_VALUE;
    }

    /** Expressions read one to three variables: looking along the array is faster than hashing. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one evaluation
    private record Values(Variable[] variables, Object[] values) implements CelVariableResolver {
        @Override
        public Optional<Object> find(String name) {
            for (int i = 0; i < variables.length; i++) {
                if (variables[i].name().equals(name)) {
                    return Optional.of(values[i]);
                }
            }
            return Optional.empty();
        }
    }
}
