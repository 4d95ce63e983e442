using Multiprocessing;
using Multiprocessing.Platform;
using SharedStateSpecs.Repository.Conventions;
using static SharedStateSpecs.Library.Processes.MainProcess;

namespace SharedStateSpecs.Library.Processes;

/// <summary>What a child is started with: environment variables, a working directory, standard input.</summary>
public static class ChildSurroundingsSpecs
{
    private static readonly SharedRun<Seen> Program = new(See);
    private static readonly SharedRun<Input> InputProgram = new(ReadInput);

    private const string Added = "SPEC_ADDED",
        Changed = "SPEC_CHANGED",
        Removed = "SPEC_REMOVED",
        InputFile = "/proc/version";

    public abstract class UnderAnyStartMethod(StartMethod start)
    {
        private Seen Seen => Program.Under(start);
        private Input Input => InputProgram.Under(start);

        [Fact]
        public void A_child_has_its_own_environment_variables_and_directory() =>
            Seen.Child.Should().Be($"new = 1, changed, , in {Root}");

        [Fact]
        public void What_a_child_starts_has_them_too() => Seen.Grandchild.Should().Be(Seen.Child);

        [Fact]
        public void The_workers_of_a_pool_have_them() => Seen.Worker.Should().Be(Seen.Child);

        [Fact]
        public void The_parent_keeps_its_own() =>
            Seen.Parent.Should().StartWith(", old, old, in ").And.NotBe($", old, old, in {Root}");

        [Fact]
        [Linux("it reads /proc.")]
        public void A_child_finds_nothing_in_standard_input_and_leaves_that_of_its_parent() =>
            Input.Should().Match<Input>(it => it.Own == "nothing" && it.Worker == "nothing" && it.Parent == Text);

        [Fact]
        [Linux("it reads /proc.")]
        public void A_child_that_is_told_to_reads_the_input_of_its_parent() => Input.Shared.Should().Be(Text);
    }

    [Start(StartMethod.Spawn)]
    public class UnderSpawn() : UnderAnyStartMethod(StartMethod.Spawn)
    {
        [Theory]
        [InlineData("", "value", "\"\" cannot name an environment variable")]
        [InlineData("A=B", "value", "\"A=B\" cannot name an environment variable")]
        [InlineData("A\0", null, "cannot name an environment variable")]
        [InlineData("A", "\0", "The value of the environment variable A has a null character")]
        public void A_variable_that_cannot_be_is_refused(string name, string? value, string reason)
        {
            var variables = new Dictionary<string, string?> { [name] = value };
            Action[] starts =
            [
                () => ChildProcess.Start(static () => { }, new() { EnvironmentVariables = variables }).Dispose(),
                () => new ProcessPool(new() { EnvironmentVariables = variables }).Dispose(),
            ];

            foreach (var start in starts)
                start.Should().Throw<ArgumentException>().WithMessage($"*{reason}*");
        }

        [Theory]
        [InlineData("no/such/directory")]
        [InlineData("")]
        public void A_directory_that_does_not_exist_is_refused(string directory)
        {
            Action[] starts =
            [
                () => ChildProcess.Start(static () => { }, new() { WorkingDirectory = directory }).Dispose(),
                () => new ProcessPool(new() { WorkingDirectory = directory }).Dispose(),
            ];

            foreach (var start in starts)
                start.Should().Throw<DirectoryNotFoundException>().WithMessage($"*\"{directory}\"*");
        }
    }

    [Start(StartMethod.Fork)]
    public class UnderFork() : UnderAnyStartMethod(StartMethod.Fork);

    public sealed record Seen(string Child, string Grandchild, string Worker, string Parent);

    public sealed record Input(string? Own, string? Worker, string? Shared, string? Parent);

    private static string Root => Path.GetPathRoot(Environment.CurrentDirectory)!;

    private static string Report =>
        $"{Environment.GetEnvironmentVariable(Added)}, {Environment.GetEnvironmentVariable(Changed)}, "
        + $"{Environment.GetEnvironmentVariable(Removed)}, in {Environment.CurrentDirectory}";

    private static string Text => File.ReadAllText(InputFile);

    private static Seen See(StartMethod start)
    {
        Environment.SetEnvironmentVariable(Changed, "old");
        Environment.SetEnvironmentVariable(Removed, "old");
        var options = By(start) with { EnvironmentVariables = Variables, WorkingDirectory = Root };
        using var child = ChildProcess.Start(static () => Report, options);
        using var parent = ChildProcess.Start(
            static start => ChildProcess.Start(static () => Report, By(start)).Result,
            start,
            options
        );
        using var pool = new ProcessPool(
            new()
            {
                Workers = 1,
                StartMethod = start,
                EnvironmentVariables = Variables,
                WorkingDirectory = Root,
            }
        );
        return new(child.Result, parent.Result, pool.Apply(static () => Report), Report);
    }

    // A file that is read anew for whoever begins at its start.
    private static Input ReadInput(StartMethod start)
    {
        _ = Libc.Duplicate(Libc.Open(InputFile, 0), 0);
        using var own = ChildProcess.Start(ReadAll, By(start));
        using var pool = new ProcessPool(1, start);
        var (alone, worker) = (own.Result, pool.Apply(ReadAll));
        var parent = ReadAll();
        _ = Libc.Seek(0, 0, 0);
        using var shared = ChildProcess.Start(ReadAll, By(start) with { InheritStandardInput = true });
        return new(alone, worker, shared.Result, parent);
    }

    private static string ReadAll()
    {
        using var input = new StreamReader(new DescriptorStream(0));
        return input.ReadToEnd() is { Length: > 0 } text ? text : "nothing";
    }

    private static Dictionary<string, string?> Variables =>
        new()
        {
            [Added] = "new = 1",
            [Changed] = "changed",
            [Removed] = null,
        };
}
