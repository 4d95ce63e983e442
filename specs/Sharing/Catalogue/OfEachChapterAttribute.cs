using System.Reflection;
using Observations;
using SharedStateSpecs.Repository.Conventions;
using Xunit.Sdk;

namespace SharedStateSpecs.Sharing.Catalogue;

/// <summary>
/// The theory has a row for each chapter of the catalogue; on CPython, for each of those that it has the forms for.
/// </summary>
/// <param name="ofThePost">Whether the chapter on what .NET adds is left out.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OfEachChapterAttribute(bool ofThePost = false) : DataAttribute
{
    public bool OfThePost => ofThePost;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from chapter in Enum.GetValues<Chapter>()
        where
            chapter is not Chapter.Additions
            || !(ofThePost || testMethod.ReflectedType!.IsDefined(typeof(CPythonAttribute)))
        select new object[] { $"{chapter}" };
}
