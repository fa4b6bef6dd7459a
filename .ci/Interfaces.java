import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final Pattern flag = Pattern.compile("(?m)^ {2,8}(--?\\w[\\w-]*(?:, --?\\w[\\w-]*)*)(\\[?=)?");
final Pattern argument = Pattern.compile("(?m)^ {2,8}(\\[?[A-Z][A-Z_|]+]?(?:\\.{3})?)(?: {2}|$)");
final Pattern exitCodes = Pattern.compile("(?i)exit codes?\\b|(ends?|exits?) with\\b");
final Pattern number = Pattern.compile("\\b\\d{1,3}\\b");

/** Fields whose texts are words of the interface, too, where they do not depend on the machine. */
final Pattern words =
        Pattern.compile(".* schema|(?!bench|doctor).*\\b(verdict|expected|observed|detector|mode)");

/**
 * Compares what {@code compare-interfaces} captured of two builds. Prints each difference with its
 * reason; exits with 1 if one has none.
 */
void main(String[] args) {
    try {
        Map<String, String> before = interfaceIn(Path.of(args[0]));
        Map<String, String> after = interfaceIn(Path.of(args[1]));
        boolean explained = explain(differences(before, after), reasons(Path.of(args[2])));
        System.exit(explained ? 0 : 1);
    } catch (IOException | IllegalArgumentException e) {
        System.err.println("compare-interfaces: " + e);
        System.exit(2);
    }
}

Map<String, String> reasons(Path file) throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" = ", 2);
        if (parts.length == 2 && !parts[1].isBlank()) {
            reasons.put(parts[0].strip(), parts[1].strip());
        } else if (!line.isBlank() && !line.startsWith("#")) {
            throw new IllegalArgumentException("expected: PATTERN = REASON, but was: " + line);
        }
    }
    return reasons;
}

/** Prints each difference with its reason; whether all have one. */
boolean explain(List<String> differences, Map<String, String> reasons) {
    Set<String> unused = new LinkedHashSet<>(reasons.keySet());
    int unexplained = 0;
    for (String difference : differences) {
        List<String> matching =
                reasons.keySet().stream().filter(pattern -> matches(pattern, difference)).toList();
        matching.forEach(unused::remove);
        unexplained += matching.isEmpty() ? 1 : 0;
        String reason = matching.isEmpty() ? "NO REASON" : reasons.get(matching.getFirst());
        IO.println(difference + " | " + reason);
    }
    unused.forEach(pattern -> IO.println("no such difference: " + pattern));
    IO.println("differences: %d, without a reason: %d".formatted(differences.size(), unexplained));
    return unexplained == 0;
}

boolean matches(String pattern, String difference) {
    Stream<String> texts = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote);
    return difference.matches(texts.collect(Collectors.joining(".*")));
}

/** What is on one side only, or not the same on both; an empty value is not known. */
List<String> differences(Map<String, String> before, Map<String, String> after) {
    List<String> differences = new ArrayList<>();
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
        String old = before.get(key);
        String now = after.get(key);
        if (now == null) {
            differences.add("gone: " + key);
        } else if (old == null) {
            differences.add("added: " + key);
        } else if (!old.isEmpty() && !now.isEmpty() && !old.equals(now)) {
            differences.add("changed: %s: %s -> %s".formatted(key, old, now));
        }
    }
    return differences;
}

/** What was captured in a folder: what there is, and how it is. */
Map<String, String> interfaceIn(Path all) throws IOException {
    Map<String, String> seen = new TreeMap<>();
    try (Stream<Path> folders = Files.list(all)) {
        for (Path own : folders.filter(folder -> Files.exists(folder.resolve("exit"))).toList()) {
            String name = own.getFileName().toString();
            String code = Files.readString(own.resolve("exit")).strip();
            // Which rare paths a short soak takes is chance.
            seen.put("exit " + name, name.equals("soak") && code.equals("15") ? "0" : code);
            Path document = own.resolve("document.json");
            if (name.startsWith("help")) {
                addHelp(seen, name, Files.readString(own.resolve("stdout")));
            } else if (Files.exists(document)) {
                addJson(seen, name, "", JsonMapper.shared().readTree(document.toFile()));
            }
        }
    }
    return seen;
}

void addHelp(Map<String, String> seen, String name, String help) {
    for (MatchResult line : flag.matcher(help).results().toList()) {
        String value = line.group(2) == null ? "no value" : line.group(2);
        List<String> names = Stream.of(line.group(1).split(", ")).sorted().toList();
        for (String one : names) {
            seen.put(name + " flag " + one, value);
            if (!one.equals(names.getFirst())) {
                seen.put(name + " alias " + names.getFirst() + " " + one, "");
            }
        }
    }
    addAll(seen, name + " argument ", argument, 1, help);
    Stream.of(help.replaceAll("\\s+", " ").split("(?<=\\.) "))
            .filter(sentence -> exitCodes.matcher(sentence).find())
            .forEach(sentence -> addAll(seen, name + " exit code ", number, 0, sentence));
}

void addAll(Map<String, String> seen, String key, Pattern pattern, int group, String text) {
    pattern.matcher(text).results().forEach(found -> seen.put(key + found.group(group), ""));
}

/** The paths in a document and their types; a path that a soak has missed is one, too. */
void addJson(Map<String, String> seen, String name, String path, JsonNode node) {
    String key = "json %s %s".formatted(name, path.isEmpty() ? "(document)" : path);
    String type = node.isNull() ? "" : node.getNodeType().toString().toLowerCase(Locale.ROOT);
    seen.merge(key, type, (some, more) -> some.contains(more) ? some : some + more);
    if (node.isString() && words.matcher(name + " " + path).matches()) {
        seen.put("word %s %s %s".formatted(name, path, node.stringValue()), "");
    }
    if (name.startsWith("soak") && path.equals("missed")) {
        node.forEach(way -> seen.put("json " + name + " reached." + way.stringValue(), "number"));
    } else if (node.isArray()) {
        node.forEach(element -> addJson(seen, name, path + "[]", element));
    }
    String below = path.isEmpty() ? "" : path + ".";
    node.properties()
            .forEach(field -> addJson(seen, name, below + field.getKey(), field.getValue()));
}
