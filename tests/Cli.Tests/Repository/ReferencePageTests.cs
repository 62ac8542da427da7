using Flows.Testing;

namespace Flows.Cli.Tests.Repository;

/// <summary>docs/reference and docs/errors say what the catalogues say.</summary>
public class ReferencePageTests
{
    private static string Docs { get; } = Path.Combine(Golden.Folder, "..", "..", "docs");

    public static TheoryData<string> Pages => [.. All.Keys];

    private static Dictionary<string, Func<string>> All { get; } = new()
    {
        ["reference/functions.md"] = ReferencePages.Functions,
        ["reference/library.md"] = ReferencePages.Library,
        ["reference/metrics.md"] = ReferencePages.Metrics,
        ["reference/methods.md"] = ReferencePages.Methods,
        ["errors/README.md"] = () => ReferencePages.Errors(Path.Combine(Docs, "errors")),
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_of_the_reference_is_made_from_the_catalogue(string page) =>
        Golden.Check(Path.GetFullPath(Path.Combine(Docs, page)), All[page]().TrimEnd('\n') + "\n");
}
