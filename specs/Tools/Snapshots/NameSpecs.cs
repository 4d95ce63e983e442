using SharedStateSpecs.Repository.Conventions;

namespace SharedStateSpecs.Tools.Snapshots;

/// <summary>How a snapshot is named.</summary>
public static class NameSpecs
{
    public sealed class OfANestedClass : Specs, IDisposable
    {
        private readonly SnapshotDirectory directory = new();

        public void Dispose() => directory.Dispose();

        [Fact]
        public async Task It_is_the_classes_and_the_method()
        {
            await Received(Verify("text"));

            directory.Files.Should().Equal("NameSpecs.OfANestedClass.It_is_the_classes_and_the_method.received.txt");
        }

        [Theory]
        [InlineData(2, "a/b")]
        public async Task It_has_the_parameters_that_are_named(int workers, string what)
        {
            await Received(Verify("text").UseMethodName("M").UseParameters(workers, what));

            directory.Files.Should().Equal("NameSpecs.OfANestedClass.M_workers=2_what=a-b.received.txt");
        }

        [Theory]
        [InlineData(new[] { 1, 2 })]
        public async Task It_has_a_collection_with_commas(int[] items)
        {
            await Received(Verify("text").UseMethodName("M").UseParameters(items));

            directory.Files.Should().Equal("NameSpecs.OfANestedClass.M_items=1,2.received.txt");
        }

        [Fact]
        public async Task It_has_the_requested_extension()
        {
            await Received(Verify("text", "md").UseFileName("book"));

            directory.Files.Should().Equal("book.received.md");
        }

        [Fact]
        public async Task It_is_used_once_in_a_run()
        {
            await Received(Verify("text").UseFileName("twice"));

            var again = async () => await Verify("text").UseDirectory(directory.Path).UseFileName("twice");

            await again.Should().ThrowAsync<Exception>().WithMessage("The prefix has already been used: twice.*");
        }

        [Fact]
        public void It_is_either_a_file_name_or_made_of_a_method_and_parameters()
        {
            var name = () => Verify("text").UseFileName("file").UseMethodName("M");
            var parameters = () => Verify("text").UseFileName("file").UseParameters(1);
            var file = () => Verify("text").UseMethodName("M").UseFileName("file");

            name.Should().Throw<Exception>().WithMessage("UseMethodName is not compatible with UseFileName.");
            parameters.Should().Throw<Exception>().WithMessage("UseParameters is not compatible with UseFileName.");
            file.Should()
                .Throw<Exception>()
                .WithMessage("UseFileName is not compatible with UseMethodName or UseTypeName.");
        }

        [Fact]
        public async Task It_can_be_a_file_name_after_parameters()
        {
            await Received(Verify("text").UseParameters(1).UseFileName("parameters"));

            directory.Files.Should().Equal("parameters.received.txt");
        }

        private async Task Received(SettingsTask verification)
        {
            var check = async () => await verification.UseDirectory(directory.Path);
            await check.Should().ThrowAsync<Exception>().WithMessage("*New:*");
        }
    }
}
