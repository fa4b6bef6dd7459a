package org.alloclab.cli.terminal;

import java.util.Locale;

/** Numbers for people. */
public final class Figures {
    private Figures() {}

    /** Millions, with as many digits as tell. */
    public static String millions(double value) {
        double millions = value / 1e6;
        return format(millions < 9.995 ? "%.2f" : millions < 99.95 ? "%.1f" : "%.0f", millions);
    }

    /** Mebibytes of bytes; - for null. */
    public static String mebibytes(Long bytes) {
        if (bytes == null) {
            return "-";
        }
        double mebibytes = bytes / 1048576.0;
        return format(mebibytes < 99.95 ? "%.1f" : "%.0f", mebibytes);
    }

    /** A ratio; - for none. */
    public static String times(double ratio) {
        return Double.isNaN(ratio) ? "-" : format(ratio < 9.95 ? "%.2fx" : "%.1fx", ratio);
    }

    /** A share of one in percent; - for null. */
    public static String percent(Double share) {
        return share == null ? "-" : format("%.0f %%", share * 100);
    }

    /** With as many digits as tell. */
    public static String threeDigits(double value) {
        return format(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%,.0f", value);
    }

    /** A whole number, its digits in groups of three. */
    public static String count(long value) {
        return format("%,d", value);
    }

    /** So many of something: {@code 1 thread}, {@code 4 threads}. */
    public static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String format(String form, Object value) {
        return String.format(Locale.ROOT, form, value);
    }
}
