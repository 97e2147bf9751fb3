package io.headrace.schemas.json;

import org.jspecify.annotations.Nullable;

/** A place in a document; its text is only made when a mistake needs it. */
record JsonPath(@Nullable JsonPath parent, String step) {

    static final JsonPath ROOT = new JsonPath(null, "");

    JsonPath at(String name) {
        return new JsonPath(this, name);
    }

    JsonPath at(int index) {
        return new JsonPath(this, Integer.toString(index));
    }

    /** RFC 6901. */
    String pointer() {
        return parent == null
                ? ""
                : parent.pointer() + "/" + step.replace("~", "~0").replace("/", "~1");
    }
}
