package io.headrace.schemas.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import io.headrace.schemas.expression.ExpressionException.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds literals on which every evaluation would fail: a time zone that does not exist would silently make a feature missing
 * for ever.
 */
final class LiteralChecks {

    private static final Pattern OFFSET = Pattern.compile("[+-]?\\d\\d:\\d\\d");

    private LiteralChecks() {}

    static List<Problem> of(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
                .flatMap(node -> call(tree, node.call()).stream())
                .toList();
    }

    private static Optional<Problem> call(CelAbstractSyntaxTree tree, CelExpr.CelCall call) {
        List<CelExpr> args = call.args();
        boolean zoned = call.function().startsWith("get") && call.target().isPresent() && args.size() == 1;
        if (zoned && isText(args.getFirst())) {
            return zone(args.getFirst().constant().stringValue())
                    .map(message -> problem(tree, args.getFirst(), message));
        }
        boolean pattern = call.function().equals("matches") && !args.isEmpty() && isText(args.getLast());
        return pattern
                ? pattern(args.getLast().constant().stringValue())
                        .map(message -> problem(tree, args.getLast(), message))
                : Optional.empty();
    }

    private static Optional<String> zone(String name) {
        if (OFFSET.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            ZoneId.of(name);
            return Optional.empty();
        } catch (DateTimeException _) {
            return Optional.of(
                    name + ": there is no such time zone" + NameSuggestion.ending(name, ZoneId.getAvailableZoneIds()));
        }
    }

    private static Optional<String> pattern(String text) {
        try {
            com.google.re2j.Pattern.compile(text);
            return Optional.empty();
        } catch (com.google.re2j.PatternSyntaxException e) {
            return Optional.of("\"" + text + "\" is no regular expression: " + e.getDescription());
        }
    }

    private static boolean isText(CelExpr node) {
        return node.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && node.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static Problem problem(CelAbstractSyntaxTree tree, CelExpr node, String message) {
        CelSourceLocation place = Optional.ofNullable(
                        tree.getSource().getPositionsMap().get(node.id()))
                .flatMap(offset -> tree.getSource().getOffsetLocation(offset))
                .orElse(CelSourceLocation.of(1, 0));
        return new Problem(place.getLine(), place.getColumn(), message);
    }
}
