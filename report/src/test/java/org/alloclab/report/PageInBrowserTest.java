package org.alloclab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The page as a reader meets it; skipped where no browser is installed. */
class PageInBrowserTest {
    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String ESCAPE = "\uE00C";
    private static final String RIGHT = "\uE014";

    @TempDir private static Path folder;

    private static Browser browser;
    private static Path bench;
    private static Path all;
    private static Path run;
    private static Path hostile;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
        bench = page("bench", SampleResults.bench(1, 8));
        all =
                page(
                        "all",
                        SampleResults.bench(1, 8),
                        SampleResults.bench(2, 2),
                        SampleResults.run(3, 2));
        run = page("run", SampleResults.run(3, 2));
        hostile = page("hostile", SampleResults.hostile());
    }

    private static Path page(String name, ObjectNode... documents) throws IOException {
        List<SavedDocument> saved = new ArrayList<>();
        for (ObjectNode document : documents) {
            Path file = folder.resolve(name + saved.size() + ".json");
            saved.add(SavedDocument.read(SampleResults.saved(document, file)));
        }
        String html = Page.of(saved, "0.0.0-sample", document -> "alloclab " + document.command());
        return Files.writeString(folder.resolve(name + ".html"), html);
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void usual() throws IOException {
        browser.size(1280, 900).prefers("light");
    }

    private static int count(String selector) throws IOException {
        return browser.run("return document.querySelectorAll(arguments[0]).length", selector)
                .asInt();
    }

    @Test
    void itOpensFromDiskWithoutANetworkAndWithoutAComplaint() throws IOException {
        for (Path page : List.of(bench, all, hostile)) {
            browser.go(page);
            assertThat(count("canvas")).isPositive();
            assertThat(browser.console()).isEmpty();
            assertThat(browser.requests())
                    .contains(page.toUri().toString())
                    .allMatch(url -> url.equals(page.toUri() + "") || url.startsWith("data:"));
        }
    }

    @Test
    void itBeginsWithTheVerdict() throws IOException {
        browser.go(bench);
        String title = browser.run("return document.querySelector('h1').textContent").asString();
        assertThat(title).matches("\\d+ of 21 targets kept.*1\u00a0not\u00a0measured\\.");
        assertThat(count("#section-ratios tbody tr")).isEqualTo(21);
        assertThat(count("main h1")).isOne();
    }

    @Test
    void thereIsAChartForEachWorkloadAndFile() throws IOException {
        browser.go(bench);
        assertThat(count("#section-throughput canvas")).isEqualTo(SampleResults.SCALED);
        assertThat(count("#section-memory canvas")).isEqualTo(SampleResults.WORKLOADS);
        assertThat(count("#section-scaling canvas")).isEqualTo(SampleResults.SCALED);
        browser.go(all);
        assertThat(count("#section-throughput canvas")).isEqualTo(2 * SampleResults.SCALED);
        assertThat(count("#section-scaling canvas")).as("refused").isEqualTo(SampleResults.SCALED);
        assertThat(count("#section-scaling .refusal")).isOne();
        assertThat(count("#section-replays canvas")).isOne();
    }

    @Test
    void eachChartIsATableToo() throws IOException {
        browser.go(all);
        JsonNode bare =
                browser.run(
                        """
                        return [...document.querySelectorAll('figure')]
                            .filter(figure => !figure.querySelector('tbody tr')).length\
                        """);
        assertThat(bare.asInt()).isZero();
        assertThat(count("figure")).isEqualTo(count("figure summary + .folded .take"));
        assertThat(count("figure")).isEqualTo(count("figure[aria-labelledby] h3[id]"));
    }

    /** Pixels of the first chart that have a backend's colour. */
    private static int pixels(String backend) throws IOException {
        return browser.run(
                        """
                        const canvas = document.querySelector('#section-throughput canvas');
                        const [r, g, b] = Backends.colour(arguments[0]).match(/[\\d.]+/g).map(Number);
                        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                        let found = 0;
                        for (let i = 0; i < data.length; i += 4) {
                          found += data[i] === r && data[i + 1] === g && data[i + 2] === b;
                        }
                        return found\
                        """,
                        backend)
                .asInt();
    }

    private static String pressed(String title) throws IOException {
        return browser.run(
                        """
                        return [...document.querySelectorAll('button')]
                            .find(b => b.textContent === arguments[0]).ariaPressed\
                        """,
                        title)
                .asString();
    }

    @Test
    void theLegendSwitchesASeriesOffAndOn() throws IOException {
        browser.go(bench);
        assertThat(pixels("lockfree")).isGreaterThan(100);
        assertThat(pixels("gil")).isGreaterThan(100);
        browser.click(".switch");
        assertThat(pressed("lockfree")).isEqualTo("false");
        assertThat(pixels("lockfree")).isZero();
        assertThat(pixels("gil")).isGreaterThan(100);
        browser.click(".switch");
        assertThat(pixels("lockfree")).isGreaterThan(100);
    }

    @Test
    void theAddressShowsTheSameViewAgain() throws IOException {
        browser.go(bench);
        browser.click(".switch");
        browser.run(
                """
                for (const text of ['log', 'per thread', 'classic', 'dark']) {
                  [...document.querySelectorAll('button')].find(b => b.textContent === text).click();
                }\
                """);
        String fragment = browser.run("return location.hash").asString();
        browser.go(bench, fragment);
        for (String text : List.of("log", "per thread", "classic", "dark")) {
            assertThat(pressed(text)).as(text).isEqualTo("true");
        }
        assertThat(pressed("lockfree")).isEqualTo("false");
        assertThat(pixels("lockfree")).isZero();
        assertThat(browser.run("return document.documentElement.dataset.theme").asString())
                .isEqualTo("dark");
        browser.go(bench, "#scale=none&layout=none&of=none&at=-1&off=none&theme=none&x=%");
        assertThat(count("#section-throughput canvas")).isEqualTo(SampleResults.SCALED);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void theKeyboardReachesEverything() throws IOException {
        browser.go(all);
        browser.run(
                """
                window.reached = new Set();
                document.addEventListener('focusin', event => reached.add(event.target))\
                """);
        browser.press(TAB, 700);
        JsonNode missed =
                browser.run(
                        """
                        return [...document.querySelectorAll(
                            'a, button, summary, [tabindex="0"]')]
                            .filter(element => element.checkVisibility() && !reached.has(element))
                            .map(element => element.outerHTML.slice(0, 100))\
                        """);
        assertThat(missed).isEmpty();
        assertThat(browser.run("return reached.size").asInt()).isBetween(100, 699);
    }

    @Test
    void theKeyboardWorksWhatItReaches() throws IOException {
        browser.go(bench);
        browser.run("document.querySelector('.switch').focus()");
        browser.press(ENTER, 1);
        assertThat(pressed("lockfree")).isEqualTo("false");
        browser.run("document.querySelector('summary').focus()");
        browser.press(ENTER, 1);
        assertThat(count("details[open]")).isOne();
        browser.run("document.querySelector('.chart').focus()");
        browser.press(RIGHT, 2);
        String read =
                browser.run("return document.querySelector('.pointer-box').textContent").asString();
        assertThat(read).startsWith("2 threads").contains("mimalloc").doesNotContain("lockfree");
        browser.press(ESCAPE, 1);
        assertThat(count(".pointer-box:not([hidden])")).isZero();
    }

    @Test
    void hostileTextsAreTexts() throws IOException {
        browser.go(hostile);
        assertThat(browser.run("return String(window.hit)").asString()).isEqualTo("undefined");
        assertThat(count("img, iframe, object, body script[src], b.hit")).isZero();
        String text = browser.run("return document.body.innerText").asString();
        assertThat(text).contains(SampleResults.HOSTILE.getFirst());
        assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(1280);
        assertThat(
                        browser.run(
                                        """
                                        return [...document.querySelectorAll('bdi')]
                                            .every(e => e.textContent.length <= 400)\
                                        """)
                                .asBoolean())
                .isTrue();
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void thePolicyLetsNothingElseIn() throws IOException {
        browser.go(bench);
        assertThatThrownBy(() -> browser.run("document.body.innerHTML = '<b>'"))
                .hasMessageContaining("TrustedHTML");
        browser.run(
                """
                const image = document.createElement('img');
                image.src = 'http://127.0.0.1:9/x.png';
                document.body.append(image)\
                """);
        assertThat(browser.console()).anyMatch(line -> line.contains("Content Security Policy"));
    }

    /** How wide the page is, once its charts have had time to follow the window. */
    private static int width() throws IOException {
        return browser.run(
                        """
                        return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(
                            Math.max(document.documentElement.scrollWidth,
                                ...[...document.querySelectorAll('canvas')]
                                    .map(c => c.getBoundingClientRect().right))))))\
                        """)
                .asInt();
    }

    @Test
    void nothingIsWiderThanTheWindow() throws IOException {
        for (Path page : List.of(all, hostile)) {
            browser.go(page);
            browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
            for (int width : new int[] {1920, 1440, 768, 360, 320}) {
                browser.size(width, 800);
                assertThat(width()).as(page + "").isBetween(width / 2, width);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "system, light, 255", "system, dark, 21",
        "light, dark, 255", "dark, light, 21"
    })
    void coloursFollowTheSystemUnlessTheReaderChose(String theme, String system, int red)
            throws IOException {
        browser.prefers(system).go(run, "#theme=" + theme);
        String paper =
                browser.run("return getComputedStyle(document.body).backgroundColor").asString();
        assertThat(paper).startsWith("rgb(" + red + ",");
        assertThat(browser.run("return Backends.resolved('var(--paper)')").asString())
                .as("in charts")
                .isEqualTo(paper);
    }

    @Test
    void onPaperItIsLightAndTwoChartsWide() throws IOException {
        browser.prefers("dark").go(bench);
        browser.run(
                """
                window.addEventListener('beforeprint', () => { window.printed = {
                  scheme: getComputedStyle(document.body).backgroundColor,
                  widest: Math.max(...[...document.querySelectorAll('canvas')].map(c => c.offsetWidth)),
                }})\
                """);
        byte[] paper = Base64.getDecoder().decode(browser.print());
        assertThat(new String(paper, 0, 4, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF");
        JsonNode printed = browser.run("return window.printed");
        assertThat(printed.get("scheme").asString()).isEqualTo("rgb(255, 255, 255)");
        assertThat(printed.get("widest").asInt()).isBetween(200, 340);
        assertThat(count("html.printing")).isZero();
    }

    @Test
    void tablesCanBeTakenAlong() throws IOException {
        browser.go(bench);
        JsonNode csv =
                browser.run(
                        """
                        return Tables.csv(
                            [{title: 'a', value: r => r.a}, {title: 'b', unit: 'ns', value: r => r.b},
                             {title: 'c', forEyes: true}, {title: 'd', forPrograms: true, value: r => 7}],
                            [{a: '=1+1', b: 1.5}, {a: 'x,"y"\\nz', b: null}, {a: '-', b: -2}])\
                        """);
        assertThat(csv.asString())
                .isEqualTo("a,b (ns),d\r\n'=1+1,1.5,7\r\n\"x,\"\"y\"\"\nz\",,7\r\n'-,-2,7\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Words.number(1234567); 1,234,567",
                "Words.number(12.345); 12.3",
                "Words.number(0.01234); 0.0123",
                "Words.number(0); 0",
                "Words.number(null); –",
                "Words.number(NaN); –",
                "Words.times(0.6543); 0.65×",
                "Words.times(31.24); 31.2×",
                "Words.percent(0.505); 51 %",
                "Axes.scale([3, 4], true).range.map(Math.round); 2,7",
                "Words.threads(1); 1 thread",
                "Words.name('x'.repeat(99)).length; 60",
                "Words.name('😀'.repeat(60)).length; 120",
                "Words.name(null); –",
                "Words.heapBytes(0.0049); 0.00",
                "Workloads.words({name: 'w', params: {n: 1e7, a: 'x', w: 'y'}}); w, a x, n"
                        + " 10,000,000, y",
                "Words.moment('2026-01-02T03:04:05Z'); 2026-01-02 03:04 UTC",
                "Words.moment('soon'); soon",
            })
    void figuresAreSaidInWords(String script, String words) throws IOException {
        if (!browser.run("return location.href").asString().endsWith("bench.html")) {
            browser.go(bench);
        }
        assertThat(browser.run("return String(" + script + ")").asString()).isEqualTo(words);
    }
}
