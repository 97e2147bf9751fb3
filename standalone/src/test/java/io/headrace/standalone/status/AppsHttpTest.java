package io.headrace.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppsHttpTest {

    @Test
    void problemDetailsAreToldMistakeByMistake() {
        assertThat(AppsHttp.reason("""
                        {"type": "about:blank", "title": "The request does not fit", "status": 400,
                         "detail": "1 mistake; nothing was scored",
                         "mistakes": [{"pointer": "/at", "found": "nothing", "right": "a time"}]}"""))
                .isEqualTo("1 mistake; nothing was scored\n  /at: found nothing; right is a time");
    }

    @Test
    void anythingElseIsToldAsItIs() {
        assertThat(AppsHttp.reason("<html>")).isEqualTo("<html>");
        assertThat(AppsHttp.reason("{\"a\":1}")).isEqualTo("{\"a\":1}");
    }
}
