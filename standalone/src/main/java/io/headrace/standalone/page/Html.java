package io.headrace.standalone.page;

/** Text in HTML: what comes from data is text, never markup. */
public final class Html {

    private Html() {}

    public static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** At most so many characters. */
    public static String brief(String text, int most) {
        return text(text.length() <= most ? text : text.substring(0, most - 1) + "…");
    }
}
