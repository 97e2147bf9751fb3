package io.headrace.schemas.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets whole and decimal numbers meet in an expression, which standard CEL refuses ({@code amount > 0}, {@code age + 1.5},
 * {@code rich ? 1 : amount}), and makes {@code /} of two whole numbers a true division, which a formula on data means.
 *
 * <p>Fields keep their own types, so that {@code %}, list indexes and {@code string(number)} work on whole ones. The checker
 * is told of additional overloads; where it has chosen one, the whole number's place in the tree is wrapped in {@code
 * double(…)} and the tree is checked again. What is evaluated is then standard CEL. Dividing without a remainder is {@code
 * int(a / b)}.
 */
final class MixedNumbers {

    private static final String PREFIX = "mixed_";
    private static final CelType WHOLE = SimpleType.INT;
    private static final CelType DECIMAL = SimpleType.DOUBLE;

    private MixedNumbers() {}

    /** Standard CEL less its division of whole numbers. */
    static CelStandardDeclarations standardDeclarations() {
        return CelStandardDeclarations.newBuilder()
                .filterFunctions((function, overload) -> overload != Arithmetic.DIVIDE_INT64)
                .build();
    }

    static List<CelFunctionDecl> declarations() {
        Stream<CelFunctionDecl> arithmetic =
                Stream.of("_+_", "_-_", "_*_", "_/_").map(name -> mixed(name, DECIMAL));
        Stream<CelFunctionDecl> equality = Stream.of("_==_", "_!=_").map(name -> mixed(name, SimpleType.BOOL));
        Stream<CelFunctionDecl> others = Stream.of(
                newFunctionDeclaration("_/_", newGlobalOverload(PREFIX + "division", DECIMAL, WHOLE, WHOLE)),
                newFunctionDeclaration(
                        "_?_:_",
                        newGlobalOverload(PREFIX + "choice_wd", DECIMAL, SimpleType.BOOL, WHOLE, DECIMAL),
                        newGlobalOverload(PREFIX + "choice_dw", DECIMAL, SimpleType.BOOL, DECIMAL, WHOLE)),
                newFunctionDeclaration(
                        "@in", newGlobalOverload(PREFIX + "in", SimpleType.BOOL, DECIMAL, ListType.create(WHOLE))));
        return Stream.of(arithmetic, equality, others)
                .flatMap(declarations -> declarations)
                .toList();
    }

    private static CelFunctionDecl mixed(String function, CelType result) {
        return newFunctionDeclaration(
                function,
                newGlobalOverload(PREFIX + function + "wd", result, WHOLE, DECIMAL),
                newGlobalOverload(PREFIX + function + "dw", result, DECIMAL, WHOLE));
    }

    /** Whether numbers of both kinds meet somewhere. */
    static boolean occurIn(CelAbstractSyntaxTree checked) {
        return checked.getReferenceMap().values().stream()
                .anyMatch(reference -> reference.overloadIds().stream().anyMatch(id -> id.startsWith(PREFIX)));
    }

    /** The parsed tree with conversions put in; to be checked again. */
    static CelAbstractSyntaxTree converted(CelAbstractSyntaxTree checked) {
        CelMutableAst tree = CelMutableAst.fromCelAst(checked);
        new Rewriter(checked).visit(tree.expr());
        return tree.toParsedAst();
    }

    /** Walks the tree and wraps arguments; new nodes get ids above all others. */
    private static final class Rewriter {

        private final CelAbstractSyntaxTree checked;
        private long lastId;

        Rewriter(CelAbstractSyntaxTree checked) {
            this.checked = checked;
            this.lastId = checked.getTypeMap().keySet().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
        }

        void visit(CelMutableExpr node) {
            switch (node.getKind()) {
                case CALL -> call(node);
                case SELECT -> visit(node.select().operand());
                case LIST -> node.list().elements().forEach(this::visit);
                case MAP ->
                    node.map().entries().forEach(entry -> {
                        visit(entry.key());
                        visit(entry.value());
                    });
                case STRUCT -> node.struct().entries().forEach(entry -> visit(entry.value()));
                case COMPREHENSION -> {
                    visit(node.comprehension().iterRange());
                    visit(node.comprehension().accuInit());
                    visit(node.comprehension().loopCondition());
                    visit(node.comprehension().loopStep());
                    visit(node.comprehension().result());
                }
                case CONSTANT, IDENT, NOT_SET -> {}
            }
        }

        private void call(CelMutableExpr node) {
            CelMutableCall call = node.call();
            call.target().ifPresent(this::visit);
            call.args().forEach(this::visit);
            boolean mixed = checked.getReference(node.id()).stream()
                    .flatMap(reference -> reference.overloadIds().stream())
                    .anyMatch(id -> id.startsWith(PREFIX));
            for (int i = 0; mixed && i < call.args().size(); i++) {
                call.setArg(i, decimal(call.args().get(i)));
            }
        }

        private CelMutableExpr decimal(CelMutableExpr argument) {
            if (argument.getKind() == Kind.LIST) {
                argument.list().elements().replaceAll(this::decimal);
                return argument;
            }
            CelType type = checked.getTypeOrThrow(argument.id());
            return switch (type.kind()) {
                case INT, DYN -> conversion(argument);
                default -> argument;
            };
        }

        private CelMutableExpr conversion(CelMutableExpr argument) {
            if (argument.getKind() == Kind.CONSTANT && argument.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
                argument.setConstant(
                        CelConstant.ofValue((double) argument.constant().int64Value()));
                return argument;
            }
            return CelMutableExpr.ofCall(++lastId, CelMutableCall.create("double", argument));
        }
    }
}
