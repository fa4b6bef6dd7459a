package org.alloclab.stress.injection;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the steps into one method. */
final class StepInserter implements CodeTransform {
    private static final ClassDesc STEPS = ClassDesc.of(Steps.class.getName());
    private static final MethodTypeDesc AT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc REQUEST =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long);
    private static final Set<String> REQUESTS = Set.of("malloc", "calloc", "realloc");

    private final String file;
    private final String room;
    private final String method;
    private final boolean constructor;
    private final Set<String> constants;

    private int number;
    private int line;
    private boolean entered;
    private String word = "";

    private StepInserter(ClassModel type, MethodModel method) {
        String name = simple(type.thisClass().asInternalName());
        String[] path = type.thisClass().asInternalName().split("/");
        this.room = path[path.length - 2];
        this.file = name.replaceFirst("\\$.*", "") + ".java";
        this.method = name + "." + method.methodName().stringValue();
        this.constructor = method.methodName().equalsString(ConstantDescs.INIT_NAME);
        this.constants =
                type.fields().stream()
                        .filter(field -> field.flags().has(AccessFlag.FINAL))
                        .map(field -> field.fieldName().stringValue())
                        .collect(Collectors.toSet());
    }

    /** The class file with its steps. */
    static byte[] into(ClassFile context, byte[] original) {
        ClassModel type = context.parse(original);
        return context.transformClass(
                type,
                (builder, element) -> {
                    if (element instanceof MethodModel method
                            && method.code().isPresent()
                            && !method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME)) {
                        builder.transformMethod(
                                method,
                                MethodTransform.transformingCode(new StepInserter(type, method)));
                    } else {
                        builder.with(element);
                    }
                });
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof LineNumber number) {
            line = number.line();
        }
        if (!entered && element instanceof LineNumber && !constructor) {
            entered = true;
            code.with(element);
            step(code, Step.Kind.ENTRY, "");
            return;
        }
        switch (element) {
            case NewObjectInstruction made ->
                    step(code, Step.Kind.NEW, simple(made.className().asInternalName()));
            case NewPrimitiveArrayInstruction made ->
                    step(code, Step.Kind.NEW, made.typeKind() + "[]");
            case NewReferenceArrayInstruction made ->
                    step(code, Step.Kind.NEW, simple(made.componentType().asInternalName()) + "[]");
            case FieldInstruction field -> field(code, field);
            case ArrayStoreInstruction store when !constructor ->
                    step(code, Step.Kind.PLAIN, "an array is written");
            case InvokeInstruction call when !constructor -> {
                call(code, call);
                return;
            }
            default -> {}
        }
        code.with(element);
    }

    private void field(CodeBuilder code, FieldInstruction field) {
        String name = field.name().stringValue();
        if (field.opcode() == Opcode.GETSTATIC) {
            word = name;
        }
        boolean shared =
                field.opcode() != Opcode.GETSTATIC
                        && !constructor
                        && !constants.contains(name)
                        && field.owner().asInternalName().startsWith("org/alloclab/");
        if (shared) {
            boolean read = field.opcode() == Opcode.GETFIELD;
            step(code, Step.Kind.PLAIN, name + (read ? " is read" : " is written"));
        }
    }

    private void call(CodeBuilder code, InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        String type = simple(owner);
        if (type.equals("LibC") && REQUESTS.contains(name)) {
            code.invokestatic(STEPS, "request", REQUEST);
        }
        if (!touchesShared(owner, name)) {
            code.with(call);
            return;
        }
        String what = (type.equals("VarHandle") ? word : type) + "." + name;
        step(code, Step.Kind.BEFORE, what);
        code.with(call);
        step(code, Step.Kind.AFTER, what);
    }

    private static boolean touchesShared(String owner, String name) {
        return switch (owner) {
            case "java/lang/invoke/VarHandle",
                    "java/util/concurrent/locks/ReentrantLock",
                    "java/util/concurrent/ConcurrentHashMap",
                    "java/util/concurrent/atomic/AtomicLong",
                    "java/util/concurrent/atomic/AtomicInteger",
                    "org/alloclab/memory/Memory",
                    "org/alloclab/memory/Shadow",
                    "org/alloclab/memory/LibC",
                    "org/alloclab/memory/ArenaSource" ->
                    true;
            case "java/lang/Thread" -> name.equals("isAlive");
            default -> false;
        };
    }

    private void step(CodeBuilder code, Step.Kind kind, String what) {
        int id = StepTable.add(room, method, ++number, kind, what, file, line);
        code.loadConstant(id);
        code.invokestatic(STEPS, "at", AT);
    }
}
