package io.headrace.registry.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.registry.protocol.Authorship;
import java.util.ArrayList;
import java.util.List;

/**
 * A body that asks for a change: {@code {"version": 3, "who": "anna", "why": "…"}}.
 *
 * @param version 0 where the change has none
 */
record ChangeRequest(int version, Authorship by) {

    /** @throws IllegalArgumentException naming every mistake and what would be right */
    static ChangeRequest promotion(String body) {
        return read(body, true);
    }

    /** @throws IllegalArgumentException naming every mistake and what would be right */
    static ChangeRequest rollback(String body) {
        return read(body, false);
    }

    private static ChangeRequest read(String body, boolean versioned) {
        JsonNode document = Json.read(body);
        List<String> mistakes = new ArrayList<>();
        int version = versioned ? version(document.path("version"), mistakes) : 0;
        String who = text(document, "who", "your name or your app's", mistakes);
        String why = text(document, "why", "a sentence that gives the reason", mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        return new ChangeRequest(version, new Authorship(who, why));
    }

    private static int version(JsonNode node, List<String> mistakes) {
        if (node.isInt() && node.intValue() >= 1) {
            return node.intValue();
        }
        mistakes.add("version: found " + found(node) + ", a whole number from 1 on would be right");
        return 0;
    }

    private static String text(JsonNode document, String field, String right, List<String> mistakes) {
        JsonNode node = document.path(field);
        if (node.isTextual() && !node.textValue().isBlank()) {
            return node.textValue();
        }
        mistakes.add(field + ": found " + found(node) + ", " + right + " would be right");
        return "";
    }

    private static String found(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
