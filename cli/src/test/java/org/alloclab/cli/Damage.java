package org.alloclab.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What may happen to a file. Each kind of damage leaves the file that it is given alone. */
enum Damage {
    BIT_FLIPPED {
        @Override
        byte[] to(byte[] whole, Random random) {
            byte[] bytes = whole.clone();
            int bit = random.nextInt(bytes.length * 8);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            return bytes;
        }
    },
    BITS_FLIPPED {
        @Override
        byte[] to(byte[] whole, Random random) {
            byte[] bytes = whole;
            for (int flips = 2 + random.nextInt(7); flips > 0; flips--) {
                bytes = BIT_FLIPPED.to(bytes, random);
            }
            return bytes;
        }
    },
    CUT {
        @Override
        byte[] to(byte[] whole, Random random) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
    },
    STRETCH_LOST {
        @Override
        byte[] to(byte[] whole, Random random) {
            int from = random.nextInt(whole.length);
            int to = from + 1 + random.nextInt(Math.min(4096, whole.length - from));
            return joined(part(whole, 0, from), part(whole, to, whole.length));
        }
    },
    STRETCH_TWICE {
        @Override
        byte[] to(byte[] whole, Random random) {
            int from = random.nextInt(whole.length);
            int to = from + 1 + random.nextInt(whole.length - from);
            return joined(part(whole, 0, to), part(whole, from, whole.length));
        }
    },
    STRETCH_BLANK {
        @Override
        byte[] to(byte[] whole, Random random) {
            byte[] bytes = whole.clone();
            int from = random.nextInt(bytes.length);
            int to = from + 1 + random.nextInt(Math.min(512, bytes.length - from));
            Arrays.fill(bytes, from, to, (byte) (random.nextBoolean() ? 0 : 0xff));
            return bytes;
        }
    },
    RUBBISH_INSIDE {
        @Override
        byte[] to(byte[] whole, Random random) {
            byte[] rubbish = new byte[1 + random.nextInt(64)];
            random.nextBytes(rubbish);
            int at = random.nextInt(whole.length + 1);
            return joined(part(whole, 0, at), rubbish, part(whole, at, whole.length));
        }
    },
    LINES_SWAPPED {
        @Override
        byte[] to(byte[] whole, Random random) {
            List<String> lines = lines(whole);
            int one = random.nextInt(lines.size());
            int distance = random.nextBoolean() ? 1 : random.nextInt(lines.size());
            Collections.swap(lines, one, (one + distance) % lines.size());
            return bytes(lines);
        }
    },
    LINE_TWICE {
        @Override
        byte[] to(byte[] whole, Random random) {
            List<String> lines = lines(whole);
            int line = random.nextInt(lines.size());
            lines.add(line, lines.get(line));
            return bytes(lines);
        }
    },
    STRANGE_NUMBER {
        private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?");
        private static final List<String> STRANGE =
                List.of(
                        "-1",
                        "0",
                        "1e999",
                        "-1e999",
                        "1e-999",
                        "NaN",
                        "-Infinity",
                        "\"NaN\"",
                        "9".repeat(400),
                        "0." + "9".repeat(900),
                        "9223372036854775807",
                        "9223372036854775808",
                        "2147483648",
                        "4503599627370497.5",
                        "0x10",
                        "007",
                        "1_000",
                        "1,5",
                        "--1",
                        "null",
                        "[]",
                        "{}",
                        "[".repeat(3000));

        @Override
        byte[] to(byte[] whole, Random random) {
            String text = text(whole);
            List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
            MatchResult one = numbers.get(random.nextInt(numbers.size()));
            String strange = STRANGE.get(random.nextInt(STRANGE.size()));
            return (text.substring(0, one.start()) + strange + text.substring(one.end()))
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    /** What may happen to any bytes. */
    static final List<Damage> OF_BYTES =
            List.of(
                    BIT_FLIPPED,
                    BITS_FLIPPED,
                    CUT,
                    STRETCH_LOST,
                    STRETCH_TWICE,
                    STRETCH_BLANK,
                    RUBBISH_INSIDE);

    /** What may happen to lines with numbers in them. */
    static final List<Damage> OF_TEXT = List.of(values());

    /** The file, damaged; it has one byte at least. */
    abstract byte[] to(byte[] whole, Random random);

    private static byte[] part(byte[] whole, int from, int to) {
        return Arrays.copyOfRange(whole, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Each byte one character, so that none is lost. */
    private static String text(byte[] whole) {
        return new String(whole, StandardCharsets.ISO_8859_1);
    }

    private static List<String> lines(byte[] whole) {
        return new java.util.ArrayList<>(List.of(text(whole).split("\n")));
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
