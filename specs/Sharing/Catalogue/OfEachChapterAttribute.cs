using System.Reflection;
using Observations;
using Xunit.Sdk;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>The theory holds for each chapter of the post, and for what holds in all of them.</summary>
public sealed class OfEachChapterAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Enum.GetNames<Chapter>().Select(chapter => new object[] { chapter });
}
