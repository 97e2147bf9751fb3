package io.headrace.schemas.definition.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A CEL expression as its tokens: what it says without spaces, line breaks and comments, and the names it may read. A name of
 * CEL's own, or of a record's field, is among the names too; it does no harm to whoever looks for those of events and features.
 */
record ExpressionTokens(List<String> tokens) {

    private static final Pattern TOKEN = Pattern.compile("//[^\\n]*"
            + "|[rRbB]{0,2}(?:\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')"
            + "|[A-Za-z_]\\w*"
            + "|\\d(?:[eE][+-]|[\\w.])*"
            + "|\\S");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    ExpressionTokens {
        tokens = List.copyOf(tokens);
    }

    static ExpressionTokens of(String expression) {
        return new ExpressionTokens(TOKEN.matcher(expression)
                .results()
                .map(MatchResult::group)
                .filter(token -> !token.startsWith("//"))
                .toList());
    }

    /** One text for all ways to write the tokens. */
    String text() {
        return String.join(" ", tokens);
    }

    Set<String> names() {
        return tokens.stream()
                .filter(token -> NAME.matcher(token).matches())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
