using System.Collections.Concurrent;

namespace Flows.Agreement.Tests.Running;

/// <summary>Adds up what the parts of the comparison take.</summary>
internal sealed class Clock : IDisposable
{
    private static readonly ConcurrentDictionary<string, double> Sums = new();
    private readonly string _name;
    private readonly TimeSpan _from = Environment.CpuUsage.TotalTime;
    private bool _isOver;

    private Clock(string name) => _name = name;

    public static Clock Of(string name) => new(name);

    public static string Text => string.Join("\n", Sums.OrderByDescending(s => s.Value).Select(s => $"{s.Value:F2} {s.Key}"));

    public void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        Sums.AddOrUpdate(_name, (Environment.CpuUsage.TotalTime - _from).TotalSeconds, (_, v) => v + (Environment.CpuUsage.TotalTime - _from).TotalSeconds);
    }
}
