using Flows.Runtime.Results;

namespace Flows.Runtime.Tests.Outputs;

/// <summary>A folder of its own and a small result to write there.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("flowc-output-").FullName;

    public static RunResult Result { get; } = new(
        Program: "heat",
        Parameters: [new("mu", 0.1)],
        Scheme: "implicit, dt = 0.01",
        Method: "implicit",
        Cells: [100],
        EnergyName: "F",
        Status: RunStatus.Done,
        Failure: null,
        Series: Table(),
        Snapshots: [],
        Figures: [],
        Expectations: [new("F decreases", false, 1.5, "no rise", "at t = 1"), new("rho >= 0", true, null, "", "")],
        Statistics: new(10, 2, 30, 1, 0.5, 0.1, 2.5, 0.5, 0, true, 1e-16, 0, double.NaN, false, 1000));

    public string At(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static Series Table()
    {
        var table = new Series(["t", "dt", "F", "W2(rho, \"s\")"]);
        table.Add([0, double.NaN, 0.1, double.PositiveInfinity]);
        table.Add([1, 1.0 / 3, 1e-300, -2.5]);
        return table;
    }
}
