using Multiprocessing.Platform;
using SharedStateSpecs.Library.Connections;
using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Library.Platform;

/// <summary>How temporary directories are removed, also those of a process that was killed.</summary>
public static class TemporaryDirectorySpecs
{
    [Fact]
    public static void A_directory_that_a_killed_process_still_uses_is_deleted_when_it_does_not()
    {
        using var directory = new TemporaryDirectory();
        var doomed = Directory.CreateDirectory(Path.Combine(directory.Path, "doomed")).FullName;
        var failures = new Queue<Exception>([new IOException("in use"), new UnauthorizedAccessException("in use")]);

        TemporaryDirectories.Delete(
            path =>
            {
                if (failures.TryDequeue(out var failure))
                    throw failure;
                Directory.Delete(path);
            },
            doomed,
            Limits.Wait
        );

        Directory.Exists(doomed).Should().BeFalse();
    }

    [Fact]
    public static void Deleting_a_directory_that_stays_in_use_fails_in_the_end() =>
        FluentActions
            .Invoking(() =>
                TemporaryDirectories.Delete(
                    static _ => throw new IOException("in use"),
                    "a directory",
                    TimeSpan.FromMilliseconds(50)
                )
            )
            .Should()
            .Throw<IOException>()
            .WithMessage("in use");

    [Fact]
    public static void Deleting_a_directory_that_is_gone_does_nothing() =>
        FluentActions.Invoking(() => TemporaryDirectories.Delete("/no/such/directory")).Should().NotThrow();

    [Fact]
    public static void The_directory_of_a_process_that_has_ended_is_removed_by_the_next_one()
    {
        using var temporary = new TemporaryDirectory();
        var (ended, living) = (Create("mp-ended"), Create("mp-lives"));
        var foreign = new[] { Create("mp-none"), Create("other"), Create("mpx") };
        TemporaryDirectories.Own(ended).Dispose();
        TemporaryDirectories.Own(foreign[1]).Dispose();
        using var owner = TemporaryDirectories.Own(living);

        TemporaryDirectories.RemoveLeftBehind(temporary.Path, age: TimeSpan.FromMinutes(1));
        Directory.Exists(ended).Should().BeTrue("what it started may still run there");
        TemporaryDirectories.RemoveLeftBehind(temporary.Path, age: TimeSpan.Zero);

        Directory.GetDirectories(temporary.Path).Should().BeEquivalentTo([living, .. foreign]);

        string Create(string name) => Directory.CreateDirectory(Path.Combine(temporary.Path, name)).FullName;
    }

    [Fact]
    public static void A_socket_of_CPython_in_two_of_them_has_a_path_that_macOS_takes()
    {
        const string temporary = "/var/folders/zz/0123456789abcdefghijklmnopqrst/T/",
            ofCPython = "/pymp-01234567/listener-01234567";

        var ours = new DirectoryInfo(TemporaryDirectories.Create()).Parent!.Name;

        $"{temporary}{ours}/1/{ours}/1{ofCPython}".Length.Should().BeLessThan(103);
    }
}
