package org.alloclab.stress.coverage;

import org.alloclab.stress.coverage.Site.When;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** A shipped class with the counting of its rare paths inserted. */
final class CountedClass {
    private static final ClassDesc COUNTS = Counts.class.describeConstable().orElseThrow();

    private CountedClass() {}

    /**
     * Inserts the counting.
     *
     * @throws IllegalStateException if the class has not, once, what a path is known by
     */
    static byte[] of(byte[] shipped, List<RarePath> paths) {
        ClassFile classFile = ClassFile.of();
        byte[] bytes = shipped;
        for (RarePath path : paths) {
            Insertion insertion = new Insertion(path);
            ClassModel model = classFile.parse(bytes);
            ClassTransform transform =
                    ClassTransform.transformingMethodBodies(
                            method -> method.methodName().equalsString(path.site().method()),
                            insertion);
            bytes = classFile.transformClass(model, transform);
            insertion.check();
        }
        return bytes;
    }

    private static final class Insertion implements CodeTransform {
        private final RarePath path;
        private final Site site;
        private int places;

        Insertion(RarePath path) {
            this.path = path;
            this.site = path.site();
        }

        @Override
        public void atStart(CodeBuilder code) {
            if (site.when() == When.ENTERED) {
                add(code);
            }
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            if (element instanceof InvokeInstruction call
                    && site.when() == When.CALLS
                    && call.name().equalsString(site.called())) {
                add(code);
            } else if (element instanceof ReturnInstruction) {
                addResult(code);
            }
            code.with(element);
        }

        private void addResult(CodeBuilder code) {
            switch (site.when()) {
                case TRUE -> addIf(code, "addIfTrue", ConstantDescs.CD_boolean);
                case FALSE -> addIf(code, "addIfFalse", ConstantDescs.CD_boolean);
                case NULL -> addIf(code, "addIfNull", ConstantDescs.CD_Object);
                case ENTERED, CALLS -> {}
            }
        }

        private void add(CodeBuilder code) {
            places++;
            code.loadConstant(path.ordinal())
                    .invokestatic(
                            COUNTS,
                            "add",
                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
        }

        private void addIf(CodeBuilder code, String method, ClassDesc result) {
            places++;
            code.dup()
                    .loadConstant(path.ordinal())
                    .invokestatic(
                            COUNTS,
                            method,
                            MethodTypeDesc.of(ConstantDescs.CD_void, result, ConstantDescs.CD_int));
        }

        void check() {
            if (places == 0) {
                throw new IllegalStateException(
                        "%s has no %s: where is the path %s now?"
                                .formatted(path.className(), site, path));
            }
        }
    }
}
