package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTokensTest {

    @Test
    void spacesLinesAndCommentsDoNotCount() {
        assertThat(ExpressionTokens.of("a+b // the sum\n  * 2.5e-3"))
                .isEqualTo(ExpressionTokens.of("a + b*2.5e-3"))
                .isNotEqualTo(ExpressionTokens.of("a + b * 2.5e-4"));
    }

    @Test
    void spacesInTextCount() {
        assertThat(ExpressionTokens.of("name == 'a b'")).isNotEqualTo(ExpressionTokens.of("name == 'ab'"));
        assertThat(ExpressionTokens.of("name == \"// no \\\" comment\"").tokens())
                .containsExactly("name", "=", "=", "\"// no \\\" comment\"");
    }

    @Test
    void namesAreThoseOutsideOfText() {
        assertThat(ExpressionTokens.of("card.brand == 'visa' && size(tags) > 1").names())
                .containsExactly("card", "brand", "size", "tags");
    }
}
