package org.alloclab.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.alloclab.cli.doctor.MachineCheck.Verdict;
import org.alloclab.cli.session.Machine;
import org.alloclab.cli.session.SystemFiles;
import org.alloclab.provider.Allocators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the doctor makes of what a system tells, on systems made of files. */
class MachineChecksTest {
    @TempDir private Path root;

    private SystemFiles files() {
        return new SystemFiles(root);
    }

    private MachineChecksTest file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private MachineCheck quota(int cpus) {
        return new CpuChecks(files(), cpus).quota();
    }

    @Test
    void aSystemThatTellsNothingHasNoLimits() {
        assertThat(quota(4).verdict()).isEqualTo(Verdict.OK);
        assertThat(new ControlGroup(files()).memoryBytes()).isEmpty();
        assertThat(new MemoryChecks(files()).memory()).isEmpty();
        assertThat(new MemoryChecks(files()).pageSize()).isEmpty();
        assertThat(Machine.cpuModel(files())).isNotEmpty();
    }

    @Test
    void aQuotaOfVersion2IsTheSmallestOnTheWayUp() throws IOException {
        file("proc/self/cgroup", "0::/a/b\n");
        file("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
        file("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
        assertThat(quota(2).value()).isEqualTo("1.5 CPUs");
        assertThat(quota(2).verdict()).isEqualTo(Verdict.NOTE);
        assertThat(quota(1).verdict()).isEqualTo(Verdict.OK);
        file("sys/fs/cgroup/a/b/cpu.max", "50000 100000\n");
        assertThat(quota(2).value()).isEqualTo("0.5 CPUs");
    }

    @Test
    void aQuotaOfVersion1IsReadFromItsController() throws IOException {
        file("proc/self/cgroup", "7:memory:/job\n4:cpu,cpuacct:/job\n1:name=systemd:/\n0::/\n");
        file("sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "300000\n");
        file("sys/fs/cgroup/cpu/job/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "1073741824\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(quota(4).value()).isEqualTo("3.0 CPUs");
        assertThat(new ControlGroup(files()).memoryBytes()).hasValue(1L << 30);
        file("sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "-1\n");
        assertThat(quota(4).value()).isEqualTo("none");
    }

    @Test
    void aContainerFindsItsGroupAtTheRoot() throws IOException {
        file("proc/self/cgroup", "0::/docker/0123\n");
        file("sys/fs/cgroup/cpu.max", "200000 100000");
        file("sys/fs/cgroup/memory.max", "536870912");
        file("proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable: 4194304 kB\n");
        assertThat(quota(4).value()).isEqualTo("2.0 CPUs");
        MachineCheck memory = new MemoryChecks(files()).memory().orElseThrow();
        assertThat(memory.value()).isEqualTo("0.5 of 0.5 GiB available");
        assertThat(memory.verdict()).isEqualTo(Verdict.NOTE);
    }

    @Test
    void rubbishIsNoLimit() throws IOException {
        file("proc/self/cgroup", "rubbish\n0::\n::::\n");
        file("sys/fs/cgroup/cpu.max", "lots of it");
        file("sys/fs/cgroup/memory.max", "-7");
        assertThat(quota(4).value()).isEqualTo("none");
        assertThat(new ControlGroup(files()).memoryBytes()).isEmpty();
    }

    @Test
    void aBusyMachineIsNoted() {
        CpuChecks checks = new CpuChecks(files(), 4);
        assertThat(checks.load(0.5).verdict()).isEqualTo(Verdict.OK);
        assertThat(checks.load(3.0).verdict()).isEqualTo(Verdict.NOTE);
        assertThat(checks.load(-1).value()).isEqualTo("unknown");
        assertThat(new CpuChecks(files(), 1).all().getFirst().verdict()).isEqualTo(Verdict.NOTE);
    }

    @Test
    void theProcessorTellsItsNameAndWhetherItIsReal() throws IOException {
        file(
                "proc/cpuinfo",
                "model name\t: Intel(R) Core(TM) i7-1 CPU @ 3.00GHz\nflags : fpu hypervisor lm\n");
        assertThat(Machine.cpuModel(files())).isEqualTo("Intel Core i7-1");
        file("sys/devices/system/cpu/smt/active", "1");
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave");
        List<MachineCheck> checks = new CpuChecks(files(), 4).all();
        assertThat(checks)
                .filteredOn(check -> check.verdict() == Verdict.NOTE)
                .extracting(MachineCheck::name)
                .contains("governor", "SMT", "virtualisation");
    }

    @Test
    void howMemoryIsHandedOutIsRead() throws IOException {
        MemoryChecks checks = new MemoryChecks(files());
        file("proc/sys/vm/overcommit_memory", "2\n");
        file("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
        assertThat(checks.overcommit().orElseThrow().verdict()).isEqualTo(Verdict.NOTE);
        assertThat(checks.hugePages().orElseThrow().value()).isEqualTo("always");
        ByteBuffer words = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        words.putLong(3).putLong(77).putLong(6).putLong(65536);
        file("proc/self/auxv", "");
        Files.write(root.resolve("proc/self/auxv"), words.array());
        assertThat(checks.pageSize().orElseThrow().value()).isEqualTo("65536 bytes");
        assertThat(checks.pageSize().orElseThrow().verdict()).isEqualTo(Verdict.NOTE);
    }

    @Test
    void eachPeerIsNamedAndOneThatIsNotThereIsNotedWithHowToGetIt() throws IOException {
        Path text = Files.writeString(root.resolve("no\nlibrary.so"), "text");
        System.setProperty("alloclab.peer.tcmalloc", text.toString());
        try {
            List<MachineCheck> checks = new PeerChecks(Allocators.installed()).all();
            assertThat(checks)
                    .extracting(MachineCheck::name)
                    .contains("peer glibc", "peer pymalloc", "peer netty-adaptive")
                    .doesNotContain("peer gil", "peer lockfree");
            MachineCheck refused = named("peer tcmalloc", checks);
            assertThat(refused.verdict()).isEqualTo(Verdict.NOTE);
            assertThat(refused.value()).contains("library.so").doesNotContain("\n");
            assertThat(refused.advice()).contains("--peer-lib tcmalloc=PATH");
            assertThat(named("peer confined", checks).verdict()).isEqualTo(Verdict.OK);
        } finally {
            System.clearProperty("alloclab.peer.tcmalloc");
        }
    }

    private static MachineCheck named(String name, List<MachineCheck> checks) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aVirtualMachineBelowFullSpeedIsNoted() {
        assertThat(new JvmChecks(List.of()).compiler().verdict()).isEqualTo(Verdict.OK);
        assertThat(new JvmChecks(List.of("-Xint")).compiler().verdict()).isEqualTo(Verdict.NOTE);
        JvmChecks debugged = new JvmChecks(List.of("-agentlib:jdwp=transport=dt_socket"));
        assertThat(debugged.debugger().verdict()).isEqualTo(Verdict.NOTE);
        assertThat(debugged.version(24).verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(debugged.version(25).verdict()).isEqualTo(Verdict.OK);
    }
}
