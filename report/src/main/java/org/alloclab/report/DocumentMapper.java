package org.alloclab.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import org.alloclab.bench.statistics.BenchResult;
import org.alloclab.bench.statistics.BenchResults;
import org.alloclab.bench.statistics.Curve;
import org.alloclab.bench.statistics.Noise;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Turns JSON into records, and says in one line where a document does not fit. */
final class DocumentMapper {
    private static final int LONGEST = 40;

    // Text never becomes a number, nor a number text or another number: the page shows what the
    // document says. A figure that is not finite may be written bare or quoted.
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(LogicalType.Textual, DocumentMapper::takeTextAlone)
                    .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                    .addMixIn(BenchResults.class, Required.class)
                    .addMixIn(BenchResult.class, Required.class)
                    .addMixIn(Noise.class, Required.class)
                    .addMixIn(Curve.class, Required.class)
                    .addMixIn(Curve.CurvePoint.class, Required.class)
                    .addMixIn(ReplayResults.class, Required.class)
                    .addMixIn(ReplayResults.Replay.class, Required.class)
                    .annotationIntrospector(new FiguresRequired())
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(double.class, new FiniteNumber())
                                    .addSerializer(Double.class, new FiniteNumber()))
                    .build();

    private DocumentMapper() {}

    private static void takeTextAlone(MutableCoercionConfig text) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            text.setCoercion(shape, CoercionAction.Fail);
        }
    }

    /** What the page cannot draw a result without; the types of the records do not say it. */
    private interface Required {
        @JsonSetter(nulls = Nulls.FAIL)
        List<?> results();

        @JsonSetter(nulls = Nulls.FAIL)
        String workload();

        @JsonSetter(nulls = Nulls.FAIL)
        String trace();

        @JsonSetter(nulls = Nulls.FAIL)
        String mode();

        @JsonSetter(nulls = Nulls.FAIL)
        String backend();

        @JsonSetter(nulls = Nulls.FAIL)
        String unit();

        @JsonSetter(nulls = Nulls.FAIL)
        @JsonDeserialize(using = FromOne.class)
        int threads();
    }

    /** A figure that its record cannot leave out must not be read as 0 where it is missing. */
    private static final class FiguresRequired extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.getRawType().isPrimitive()
                    ? Boolean.TRUE
                    : super.hasRequiredMarker(config, member);
        }
    }

    private static final class FromOne extends StdScalarDeserializer<Integer> {
        FromOne() {
            super(Integer.TYPE);
        }

        @Override
        public Integer deserialize(JsonParser json, DeserializationContext context) {
            int count = _parseIntPrimitive(json, context);
            if (count < 1) {
                throw context.weirdNumberException(count, FromOne.class, "too few");
            }
            return count;
        }
    }

    /** Writes a figure that is not finite, which JSON has no numbers for, as null. */
    private static final class FiniteNumber extends StdScalarSerializer<Double> {
        FiniteNumber() {
            super(Double.class);
        }

        @Override
        public void serialize(Double figure, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(figure)) {
                json.writeNumber(figure);
            } else {
                json.writeNull();
            }
        }
    }

    /**
     * The JSON that bytes hold.
     *
     * @throws BadDocumentException if they hold none, or a field twice
     */
    static JsonNode parse(byte[] bytes) throws BadDocumentException {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String where =
                    at == null || at.getLineNr() < 1
                            ? ""
                            : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
            boolean twice = e.getOriginalMessage().startsWith("Duplicate");
            String what = twice ? "has a field twice" : "is not JSON";
            throw new BadDocumentException(where + what + " (expected: what --json wrote)");
        }
    }

    /**
     * A document, or the part of it that a record has fields for.
     *
     * @throws BadDocumentException if a value does not fit its field
     */
    static <T> T bind(JsonNode document, Class<T> form) throws BadDocumentException {
        try {
            return JSON.treeToValue(document, form);
        } catch (JacksonException e) {
            throw wrong(document, e);
        }
    }

    /** A record as JSON, without figures that are not finite. */
    static ObjectNode tree(Object part) {
        return JSON.valueToTree(part);
    }

    private static BadDocumentException wrong(JsonNode document, JacksonException e) {
        StringBuilder path = new StringBuilder();
        JsonNode value = document;
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
                value = value.path(step.getIndex());
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name);
                value = value.path(name);
            }
        }
        Class<?> expected =
                e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return new BadDocumentException(
                "%s: is %s (expected: %s)".formatted(path, shown(value), named(expected)));
    }

    /** A value in a message. */
    static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING -> "missing";
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            default -> {
                String text = value.toString();
                yield text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
            }
        };
    }

    private static String named(Class<?> type) {
        if (type == null) {
            return "what --json wrote";
        } else if (type == FromOne.class) {
            return "a whole number from 1";
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
        } else if (type == String.class) {
            return "a text";
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (type == double.class || type == Double.class) {
            return "a number";
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        return type.isArray() || List.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
