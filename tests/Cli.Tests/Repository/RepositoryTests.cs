using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Flows.Cli.Tests.Repository;

/// <summary>Rules about the repository itself.</summary>
public partial class RepositoryTests
{
    private const int MostLines = 400;

    private static readonly string[] SourceFolders = ["src", "tests"];

    private static string Root { get; } = FindRoot();

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = SourceFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count() > MostLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Every_path_that_the_contributors_page_names_exists()
    {
        var paths = PathInBackticks().Matches(Read("CONTRIBUTING.md")).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(paths.Count > 8, "the page names its paths in backticks");
        Assert.Equal("", string.Join(", ", paths.Where(path => !Path.Exists(Path.Combine(Root, path)))));
    }

    [Fact]
    public void The_contributors_page_fits_one_screen() =>
        Assert.InRange(Read("CONTRIBUTING.md").Split('\n').Length, 10, 60);

    [Fact]
    public void Continuous_integration_runs_the_test_command_of_the_first_page()
    {
        var command = TestCommand().Match(Read("README.md")).Groups[1].Value;
        Assert.StartsWith("dotnet test", command, StringComparison.Ordinal);
        Assert.Contains($"\nstep {command}\n", Read(".ci/run"), StringComparison.Ordinal);
        Assert.Contains($"`{command}`", Read("CONTRIBUTING.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_page_links_to_files_that_exist()
    {
        var links = Link().Matches(Read("README.md")).Select(match => match.Groups[1].Value);
        Assert.Equal("", string.Join(", ", links.Where(link => !Path.Exists(Path.Combine(Root, link)))));
    }

    [Fact]
    public void Every_project_folder_says_in_a_few_lines_what_it_is()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Root, "src")))
            Assert.InRange(File.ReadLines(Path.Combine(folder, "README.md")).Count(), 3, 15);
    }

    [Theory]
    [InlineData("flowc")]
    [InlineData(".ci/run")]
    public void Scripts_can_be_executed_and_have_no_mistake_of_grammar(string script)
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.True(File.GetUnixFileMode(Path.Combine(Root, script)).HasFlag(UnixFileMode.UserExecute));
        var shell = Read(script).StartsWith("#!/bin/sh", StringComparison.Ordinal) ? "sh" : "bash";
        using var check = Process.Start(shell, ["-n", Path.Combine(Root, script)]);
        check.WaitForExit();
        Assert.Equal(0, check.ExitCode);
    }

    private static string Read(string path) =>
        File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Flows.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("Flows.sln is nowhere above the tests");
        return folder.FullName;
    }

    [GeneratedRegex(@"`((?:src|tests|docs|examples|bench|\.ci)/[^`…*]*)`")]
    private static partial Regex PathInBackticks();

    [GeneratedRegex(@"^    (dotnet test .*)$", RegexOptions.Multiline)]
    private static partial Regex TestCommand();

    [GeneratedRegex(@"\]\(((?!http)[^)#]+)\)")]
    private static partial Regex Link();
}
