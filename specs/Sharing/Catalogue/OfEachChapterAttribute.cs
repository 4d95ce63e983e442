using System.Reflection;
using Observations;
using Xunit.Sdk;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>The theory has a row for each chapter of the catalogue.</summary>
public sealed class OfEachChapterAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Enum.GetNames<Chapter>().Select(chapter => new object[] { chapter });
}
