package io.headrace.schemas.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.generic.GenericRecord;

/**
 * Expressions of plain arithmetic and comparisons over decimal numbers, evaluated on doubles without CEL: the most frequent
 * features, a tenth of the time, the same values to the bit. Anything else, even one node of it, is left to CEL.
 */
final class Arithmetic implements NumberProgram.Computation {

    /** Beyond this, whole numbers compare differently as doubles. */
    private static final long EXACT = 1L << 53;

    private final Variable[] variables;
    private final NumberNode root;

    private Arithmetic(List<Variable> variables, NumberNode root) {
        this.variables = variables.toArray(Variable[]::new);
        this.root = root;
    }

    /** Empty where the tree holds anything but arithmetic. */
    static Optional<Arithmetic> of(Variables known, CelAbstractSyntaxTree tree) {
        Compiler compiler = new Compiler(known, tree);
        return compiler.result(tree.getExpr()).map(root -> new Arithmetic(compiler.used, root));
    }

    @Override
    public double compute(GenericRecord event, double[] numbers, String[] texts) {
        double[] values = new double[variables.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = variables[i].source().readNumber(event, numbers, texts);
            if (Double.isNaN(values[i])) {
                return Double.NaN;
            }
        }
        return root.value(values);
    }

    private interface NumberNode {
        double value(double[] variables);
    }

    private interface TruthNode {
        boolean value(double[] variables);
    }

    private static final class Compiler {

        private final Variables known;
        private final CelAbstractSyntaxTree tree;
        private final List<Variable> used = new ArrayList<>();

        Compiler(Variables known, CelAbstractSyntaxTree tree) {
            this.known = known;
            this.tree = tree;
        }

        Optional<NumberNode> result(CelExpr node) {
            if (typeOf(node).equals(SimpleType.BOOL)) {
                return truth(node).map(truth -> values -> truth.value(values) ? 1 : 0);
            }
            return node.getKind() == CelExpr.ExprKind.Kind.IDENT ? variable(node, true) : number(node);
        }

        private Optional<NumberNode> number(CelExpr node) {
            if (!typeOf(node).equals(SimpleType.DOUBLE)) {
                return Optional.empty();
            }
            return switch (node.getKind()) {
                case CONSTANT -> constant(node);
                case IDENT, SELECT -> variable(node, false);
                case CALL -> call(node.call().function(), node.call());
                case NOT_SET, LIST, STRUCT, MAP, COMPREHENSION -> Optional.empty();
            };
        }

        private Optional<NumberNode> call(String function, CelExpr.CelCall call) {
            List<CelExpr> args = call.args();
            return switch (function) {
                case "_+_" -> pair(args, (a, b) -> values -> a.value(values) + b.value(values));
                case "_-_" -> pair(args, (a, b) -> values -> a.value(values) - b.value(values));
                case "_*_" -> pair(args, (a, b) -> values -> a.value(values) * b.value(values));
                case "_/_" -> pair(args, (a, b) -> values -> a.value(values) / b.value(values));
                case "-_" -> number(args.getFirst()).map(a -> values -> -a.value(values));
                case "double" -> variable(args.getFirst(), true);
                case "_?_:_" ->
                    truth(args.getFirst())
                            .flatMap(choice -> pair(
                                    args.subList(1, 3),
                                    (a, b) -> values -> choice.value(values) ? a.value(values) : b.value(values)));
                default -> Optional.empty();
            };
        }

        private Optional<TruthNode> truth(CelExpr node) {
            if (node.getKind() != CelExpr.ExprKind.Kind.CALL) {
                return Optional.empty();
            }
            List<CelExpr> args = node.call().args();
            return switch (node.call().function()) {
                case "_<_" -> compared(args, (a, b) -> values -> a.value(values) < b.value(values));
                case "_<=_" -> compared(args, (a, b) -> values -> a.value(values) <= b.value(values));
                case "_>_" -> compared(args, (a, b) -> values -> a.value(values) > b.value(values));
                case "_>=_" -> compared(args, (a, b) -> values -> a.value(values) >= b.value(values));
                case "_==_" -> pair(args, (a, b) -> values -> a.value(values) == b.value(values));
                case "_!=_" -> pair(args, (a, b) -> values -> a.value(values) != b.value(values));
                case "!_" -> truth(args.getFirst()).map(a -> values -> !a.value(values));
                case "_&&_" -> truths(args, (a, b) -> values -> a.value(values) && b.value(values));
                case "_||_" -> truths(args, (a, b) -> values -> a.value(values) || b.value(values));
                default -> Optional.empty();
            };
        }

        private <T> Optional<T> pair(List<CelExpr> args, Join<NumberNode, T> join) {
            return number(args.get(0)).flatMap(a -> number(args.get(1)).map(b -> join.of(a, b)));
        }

        private Optional<TruthNode> truths(List<CelExpr> args, Join<TruthNode, TruthNode> join) {
            return truth(args.get(0)).flatMap(a -> truth(args.get(1)).map(b -> join.of(a, b)));
        }

        /** CEL compares a decimal with a whole number as they are. */
        private Optional<TruthNode> compared(List<CelExpr> args, Join<NumberNode, TruthNode> join) {
            return operand(args.get(0)).flatMap(a -> operand(args.get(1)).map(b -> join.of(a, b)));
        }

        private Optional<NumberNode> operand(CelExpr node) {
            boolean whole = node.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && node.constant().getKind() == CelConstant.Kind.INT64_VALUE
                    && Math.abs(node.constant().int64Value()) < EXACT;
            if (!whole) {
                return number(node);
            }
            double value = node.constant().int64Value();
            return Optional.of(_ -> value);
        }

        private static Optional<NumberNode> constant(CelExpr node) {
            double value = node.constant().doubleValue();
            return Optional.of(_ -> value);
        }

        private Optional<NumberNode> variable(CelExpr node, boolean wholeToo) {
            CelType type = typeOf(node);
            boolean fits = type.equals(SimpleType.DOUBLE) || (wholeToo && type.equals(SimpleType.INT));
            OptionalInt slot = fits ? slot(node) : OptionalInt.empty();
            if (slot.isEmpty()) {
                return Optional.empty();
            }
            int position = slot.getAsInt();
            return Optional.of(values -> values[position]);
        }

        private OptionalInt slot(CelExpr node) {
            Variable variable = tree.getReference(node.id())
                    .map(reference -> known.known().get(reference.name()))
                    .orElse(null);
            if (variable == null) {
                return OptionalInt.empty();
            }
            if (!used.contains(variable)) {
                used.add(variable);
            }
            return OptionalInt.of(used.indexOf(variable));
        }

        private CelType typeOf(CelExpr node) {
            CelType type = tree.getType(node.id()).orElse(SimpleType.DYN);
            return type instanceof NullableType nullable ? nullable.targetType() : type;
        }
    }

    @FunctionalInterface
    private interface Join<A, T> {
        T of(A first, A second);
    }
}
