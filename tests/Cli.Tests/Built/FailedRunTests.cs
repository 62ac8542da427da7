using System.Text.Json;
using PureHDF;

namespace Flows.Cli.Tests.Built;

/// <summary>What a user has of a run that fails: the state before it did, and where that is.</summary>
public sealed class FailedRunTests : IDisposable
{
    private readonly Flowc _flowc = new();

    public void Dispose() => _flowc.Dispose();

    [Theory]
    [InlineData("explicit { dt = 1e-4 }")]
    [InlineData("explicit { rtol = 1e-3 }")]
    [InlineData("rkc { rtol = 1e-3 }")]
    public void The_last_good_state_is_saved_and_the_message_names_the_file(string method)
    {
        _flowc.Write("blow.flow", $$"""
            domain D = [0, 1] * [0, 1]
            state u : field on D = 1 + x*y
            E[u] = -int u^4
            flow u = descend E in L2 { unbounded = true }
            solve on 16*12 cells by {{method}} until 3
            """);
        Assert.Equal(ExitStatus.NumericsFailed, _flowc.Run("", "run", "blow.flow"));
        var file = Path.Combine("out", "blow", "result.h5");
        Assert.Contains($"is saved in {file}", _flowc.Error, StringComparison.Ordinal);
        // It grows fastest in the corner where it was greatest.
        Assert.Contains("x = 0.96875, y = 0.958333\n", _flowc.Error, StringComparison.Ordinal);
        using var states = H5File.OpenRead(Path.Combine(_flowc.Folder, file));
        var time = Assert.Single(states.Dataset("time").Read<double[]>());
        var values = states.Dataset("u").Read<double[]>();
        Assert.Equal(16 * 12, values.Length);
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(_flowc.Folder, "out", "blow", "summary.json")));
        var saved = summary.RootElement.GetProperty("failure").GetProperty("saved");
        Assert.Equal("result.h5", saved.GetProperty("file").GetString());
        Assert.Equal(time, saved.GetProperty("time").GetDouble());
        Assert.Contains($"that of t = {time.ToString("G6", System.Globalization.CultureInfo.InvariantCulture)},", _flowc.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_density_that_concentrates_is_found_with_time_and_cell_and_is_kept()
    {
        _flowc.Write("blow.flow", """
            domain D = [-1, 1] * [-1, 1]
            state u : density on D mass 60 = normal((0, 0), 0.2)
            state c : field on D = 0
            F[u, c] = int u*log(u) - u*c + |grad c|^2/2 + c^2/2
            flow u = descend F in wasserstein
            flow c = descend F in L2
            solve on 32*32 cells by explicit until 2
            """);
        Assert.Equal(ExitStatus.NumericsFailed, _flowc.Run("", "run", "blow.flow"));
        Assert.Matches(@"error\[F09\d\d\]: .* at t = [0-9.e-]+, x = [0-9.e-]+, y = [0-9.e-]+", _flowc.Error);
        using var states = H5File.OpenRead(Path.Combine(_flowc.Folder, "out", "blow", "result.h5"));
        Assert.Equal(60, states.Dataset("u").Read<double[]>().Sum() / 256, 1e-6);
    }
}
