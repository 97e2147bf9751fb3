package io.headrace.connectors.csv.reading;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.OptionalLong;

/**
 * The plainest form of a time, {@code 2026-01-31T12:00:00}, with a blank for the T, a fraction of three or six digits and a Z as may be. A formatter reads
 * the same, but takes several microseconds, and most of a file's times are written so.
 */
final class IsoTime {

    private static final int SECONDS_END = 19;
    private static final long MICROS = 1_000_000;
    private static final int DAY_SECONDS = 86_400;

    private IsoTime() {}

    /** Microseconds since 1970; empty where the text is written in another way, or is no time. */
    static OptionalLong micros(String text) {
        int length = text.length();
        if (length < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return OptionalLong.empty();
        }
        long day = day(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        int second = second(number(text, 11, 13), number(text, 14, 16), number(text, 17, SECONDS_END));
        int end = text.charAt(length - 1) == 'Z' ? length - 1 : length;
        int fraction = fraction(text, end);
        return day == Long.MIN_VALUE || second < 0 || fraction < 0
                ? OptionalLong.empty()
                : OptionalLong.of((day * DAY_SECONDS + second) * MICROS + fraction);
    }

    /** Since 1970; the least long where there is no such day. */
    private static long day(int year, int month, int day) {
        return year < 1
                        || month < 1
                        || month > 12
                        || day < 1
                        || day > YearMonth.of(year, month).lengthOfMonth()
                ? Long.MIN_VALUE
                : LocalDate.of(year, month, day).toEpochDay();
    }

    /** Of the day; less than 0 where there is no such second. */
    private static int second(int hour, int minute, int second) {
        return hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59
                ? -1
                : (hour * 60 + minute) * 60 + second;
    }

    /** In microseconds; less than 0 where it is something else. */
    private static int fraction(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        if (text.charAt(SECONDS_END) != '.') {
            return -1;
        }
        int digits = number(text, SECONDS_END + 1, end);
        return switch (end - SECONDS_END - 1) {
            case 3 -> digits * 1_000;
            case 6 -> digits;
            default -> -1;
        };
    }

    /** Up to nine digits; less than 0 where there is anything else. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
