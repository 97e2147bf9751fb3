package io.headrace.schemas.expression;

import dev.cel.common.CelIssue;
import io.headrace.schemas.expression.ExpressionException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says in a data scientist's words what the CEL compiler found. */
record ProblemText(String expression, Variables variables, Set<String> functions) {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'.*", Pattern.DOTALL);
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']+)' applied to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern QUALIFIED = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern SINGLE_EQUALS = Pattern.compile("(?<![=!<>])=(?!=)");
    private static final Map<String, String> OPERATORS = Map.of("and", "&&", "or", "||", "not", "!", "is", "==");

    List<Problem> of(List<CelIssue> issues) {
        List<Problem> problems = new ArrayList<>();
        for (CelIssue issue : issues) {
            int line = Math.max(1, issue.getSourceLocation().getLine());
            int column = Math.max(0, issue.getSourceLocation().getColumn());
            Optional<Problem> syntax = syntax(issue.getMessage(), line, column);
            if (syntax.isPresent()) {
                // What follows a syntax error is mostly its echo.
                return List.of(syntax.get());
            }
            semantic(issue.getMessage(), line, column).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> syntax(String message, int line, int column) {
        Matcher unexpected = UNEXPECTED.matcher(message);
        boolean unfinished = message.startsWith("token recognition error");
        if (!unexpected.matches() && !unfinished && !message.startsWith("no viable alternative")) {
            return Optional.empty();
        }
        Matcher equals = SINGLE_EQUALS.matcher(expression);
        if (unfinished && equals.find()) {
            return Optional.of(new Problem(line, column, "= does not compare in CEL; write =="));
        }
        if (unfinished) {
            return Optional.of(new Problem(line, column, "the text from here on is no CEL; is a quote not closed?"));
        }
        String found = unexpected.matches() ? unexpected.group(1) : "";
        if (found.equals("<EOF>") || found.isEmpty()) {
            return Optional.of(new Problem(line, column, "the expression ends too early: " + expression.strip()));
        }
        String operator = OPERATORS.get(found);
        return Optional.of(new Problem(
                line,
                column,
                operator == null
                        ? "\"" + found + "\" is not expected here; this is no CEL expression"
                        : "\"" + found + "\" is no operator of CEL; write " + operator));
    }

    private Optional<Problem> semantic(String message, int line, int column) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return undeclared(undeclared.group(1), line, column);
        }
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return Optional.of(new Problem(line, column, overload(overload.group(1), overload.group(2))));
        }
        if (message.startsWith("invalid argument to has")) {
            return Optional.of(new Problem(
                    line, column, "has() does not take a field of the event; compare it with null, as in x != null"));
        }
        if (message.startsWith("reserved identifier")) {
            return Optional.of(new Problem(
                    line, column, message.replace("reserved identifier: ", "") + ": a reserved word of CEL"));
        }
        return Optional.of(new Problem(line, column, message.lines().findFirst().orElse(message)));
    }

    private Optional<Problem> undeclared(String name, int line, int column) {
        String function = namespaced(name, line, column);
        if (!function.isEmpty()) {
            return Optional.of(new Problem(
                    line,
                    column,
                    function + ": there is no such function" + NameSuggestion.ending(function, functions)));
        }
        if (isWithinNamespace(line, column)) {
            return Optional.empty();
        }
        if (isCalled(name, line, column)) {
            return Optional.of(new Problem(
                    line, column, name + ": there is no such function" + NameSuggestion.ending(name, functions)));
        }
        String full = qualified(name, line, column);
        String unreadable = variables.unreadable().get(full);
        if (unreadable != null) {
            return Optional.of(new Problem(line, column, full + ": " + unreadable));
        }
        boolean features = variables.known().size() > variables.fields().size();
        String known =
                features ? ": neither the event nor the features have this name" : ": the event has no such field";
        return Optional.of(new Problem(
                line,
                column,
                full + known + NameSuggestion.ending(full, variables.known().keySet()),
                Optional.of(full)));
    }

    /** {@code math.sqr} where that is called here and other functions of its namespace exist, else empty. */
    private String namespaced(String name, int line, int column) {
        String text = expression.lines().skip(line - 1L).findFirst().orElse("");
        return QUALIFIED
                .matcher(text)
                .results()
                .filter(found -> found.start() == column && text.startsWith("(", found.end()))
                .map(MatchResult::group)
                .filter(found -> found.startsWith(name + ".")
                        && functions.stream().anyMatch(known -> known.startsWith(name + ".")))
                .findFirst()
                .orElse("");
    }

    /** Of {@code math.sqr(…)} CEL names the namespace and then the function within it: the second says nothing new. */
    private boolean isWithinNamespace(int line, int column) {
        String text = expression.lines().skip(line - 1L).findFirst().orElse("");
        return QUALIFIED
                .matcher(text)
                .results()
                .filter(found -> found.end() == column)
                .anyMatch(found -> !namespaced(found.group().split("\\.", 2)[0], line, found.start())
                        .isEmpty());
    }

    /** CEL points at the bracket of a call, but at the start of a variable. */
    private boolean isCalled(String name, int line, int column) {
        String text = expression.lines().skip(line - 1L).findFirst().orElse("");
        return column < text.length()
                && text.charAt(column) == '('
                && text.substring(0, column).stripTrailing().endsWith(name);
    }

    private String qualified(String name, int line, int column) {
        String text = expression.lines().skip(line - 1L).findFirst().orElse("");
        return QUALIFIED
                .matcher(text)
                .results()
                .filter(found -> found.start() == column)
                .map(MatchResult::group)
                .findFirst()
                .filter(found -> variables.known().keySet().stream().anyMatch(known -> known.startsWith(name + "."))
                        || variables.unreadable().containsKey(found))
                .orElse(name);
    }

    private static String overload(String function, String arguments) {
        List<String> types = Arrays.stream(
                        arguments.substring(1, arguments.length() - 1).split(",\\s*"))
                .map(TypeName::of)
                .toList();
        String joined = types.stream().collect(Collectors.joining(" and "));
        if (function.equals("_%_")) {
            return "% needs whole numbers, found " + joined + "; int(…) makes one";
        }
        if ((function.equals("_==_") || function.equals("_!=_")) && types.contains("null")) {
            return "compares " + joined + ", but this value is never missing";
        }
        if (function.equals("_?_:_")) {
            return "? needs a truth value and two values of one type, found " + joined;
        }
        if (function.startsWith("_") || function.startsWith("!") || function.startsWith("-")) {
            String operator = function.replace("_", "").replace("@", "");
            return operator + " does not go with " + joined;
        }
        return function + " does not take " + joined;
    }
}
