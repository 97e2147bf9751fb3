package io.headrace.runtime.streams.intake;

/**
 * Why a record goes to quarantine.
 *
 * @param rule one of {@link io.headrace.schemas.quarantine.QuarantineRule}, one of the definition's, or an app's own
 * @param reason one sentence for a person: what was found and what would be right
 */
public record Refusal(String rule, String reason) {

    private static final int SHOWN = 80;

    /** A value as a reason cites it: in quotes, and not all of it where it is long. */
    public static String cited(String text) {
        return "\"" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "\"";
    }
}
