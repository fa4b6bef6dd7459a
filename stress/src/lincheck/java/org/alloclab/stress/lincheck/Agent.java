package org.alloclab.stress.lincheck;

import net.bytebuddy.agent.ByteBuddyAgent;

import org.jetbrains.lincheck.jvm.agent.InstrumentationMode;
import org.jetbrains.lincheck.jvm.agent.LincheckInstrumentation;

/**
 * Lincheck's instrumentation, put in once and never taken out: by itself it changes every class
 * before each scenario and changes it back afterwards, which takes longer than most of them.
 */
final class Agent {
    private static boolean installed;

    private Agent() {}

    static synchronized void install() {
        if (!installed) {
            LincheckInstrumentation.INSTANCE.attachJavaAgentStatically(ByteBuddyAgent.install());
            LincheckInstrumentation.INSTANCE.install(InstrumentationMode.MODEL_CHECKING);
            installed = true;
        }
    }
}
