package org.alloclab.report;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chrome or Chromium without a window, if it and its chromedriver are installed. It is asked in
 * WebDriver, which is plain HTTP and JSON: no library has to be fetched for these few requests.
 */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process driver;
    private final String root;
    private final String session;

    private Browser(Process driver, int port, Path binary) throws IOException {
        this.driver = driver;
        root = "http://127.0.0.1:" + port;
        session = "/session/" + newSession(binary);
    }

    /** A new one; skips the test where there is none, or none that starts. */
    static Browser open() throws IOException {
        Optional<Path> chromedriver = onPath("chromedriver");
        Optional<Path> binary =
                onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        assumeTrue(chromedriver.isPresent() && binary.isPresent(), "no Chrome with chromedriver");
        Process driver =
                new ProcessBuilder(chromedriver.get().toString(), "--port=0")
                        .redirectErrorStream(true)
                        .start();
        try {
            return new Browser(driver, port(driver), binary.get());
        } catch (IOException e) {
            driver.destroy();
            return abort("the browser does not start: " + e.getMessage());
        } catch (RuntimeException e) {
            driver.destroy();
            throw e;
        }
    }

    private static Optional<Path> onPath(String... names) {
        String folders = System.getenv().getOrDefault("PATH", "");
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of(folders.split(File.pathSeparator))
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int port(Process driver) throws IOException {
        BufferedReader lines = driver.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher started = PORT.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver did not start");
    }

    private String newSession(Path binary) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--headless=new", "--disable-gpu"));
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox"); // there is none for root
        }
        Map<String, Object> options = Map.of("binary", binary.toString(), "args", arguments);
        Map<String, Object> logs = Map.of("browser", "ALL", "performance", "ALL");
        Map<String, Object> wanted =
                Map.of("goog:chromeOptions", options, "goog:loggingPrefs", logs);
        return post("/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
                .get("sessionId")
                .asString();
    }

    private JsonNode post(String path, Object body) throws IOException {
        return send(path, "POST", JSON.writeValueAsString(body));
    }

    private JsonNode send(String path, String method, String body) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(root + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            JsonNode value =
                    JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
                            .get("value");
            if (value.has("error")) {
                throw new IOException(value.get("message").asString());
            }
            return value;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Opens a page from disk, forgetting the one before and what was logged. */
    Browser go(Path page, String fragment) throws IOException {
        post(session + "/url", Map.of("url", "about:blank"));
        console();
        requests();
        post(session + "/url", Map.of("url", page.toUri() + fragment));
        return this;
    }

    Browser go(Path page) throws IOException {
        return go(page, "");
    }

    /** Runs a script, the body of a function, in the page; what it returns. */
    JsonNode run(String script, Object... arguments) throws IOException {
        return post(
                session + "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
    }

    /** Clicks, as with a mouse, on the first element that a selector finds. */
    void click(String selector) throws IOException {
        JsonNode element =
                post(session + "/element", Map.of("using", "css selector", "value", selector));
        String id = element.iterator().next().asString();
        post(session + "/element/" + id + "/click", Map.of());
    }

    /** Presses a key, so many times. */
    void press(String key, int times) throws IOException {
        List<Map<String, String>> actions = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            actions.add(Map.of("type", "keyDown", "value", key));
            actions.add(Map.of("type", "keyUp", "value", key));
        }
        Map<String, Object> keyboard = Map.of("type", "key", "id", "keys", "actions", actions);
        post(session + "/actions", Map.of("actions", List.of(keyboard)));
    }

    /** The size of the window's inside, in CSS pixels. */
    Browser size(int width, int height) throws IOException {
        return command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system prefers: light or dark. */
    Browser prefers(String scheme) throws IOException {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        return command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    private Browser command(String name, Map<String, Object> parameters) throws IOException {
        post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
        return this;
    }

    /** The page on paper, as PDF in Base64. */
    String print() throws IOException {
        return post(session + "/print", Map.of("background", true)).asString();
    }

    /** What the console has said since the last time. */
    List<String> console() throws IOException {
        List<String> lines = new ArrayList<>();
        log("browser").forEach(entry -> lines.add(entry.get("message").asString()));
        return lines;
    }

    /** The addresses that were asked for since the last time. */
    List<String> requests() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (JsonNode entry : log("performance")) {
            JsonNode message = JSON.readTree(entry.get("message").asString()).get("message");
            if (message.get("method").asString().equals("Network.requestWillBeSent")) {
                addresses.add(message.at("/params/request/url").asString());
            }
        }
        return addresses;
    }

    private JsonNode log(String type) throws IOException {
        return post(session + "/se/log", Map.of("type", type));
    }

    @Override
    public void close() throws IOException {
        try {
            send(session, "DELETE", "");
        } finally {
            driver.destroy();
        }
    }
}
