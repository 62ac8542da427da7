namespace Flows.Runtime.Transport;

/// <summary>
/// Puts a density into mass coordinates. Nodes equidistribute ρ^{1/5} (which makes the W₂ error least), are clustered like sin(πs/2) towards
/// fronts where ρ goes to zero inside the domain, and lie on jumps. Regions with less than 1e-12 of the mean density belong to no cell:
/// tails are cut there, and between components there are gaps, cells of mass 0. Masses are integrals over cells; then the nodes are moved to
/// the best approximation in W₂ with these masses, so that every component keeps its centre of mass exactly.
/// </summary>
public static class NodePlacement
{
    private const int FewestCells = 4;

    /// <summary>Places nodes for a density.</summary>
    /// <param name="density">ρ ≥ 0 on [left, right].</param>
    /// <param name="left">Left end of the domain.</param>
    /// <param name="right">Right end of the domain.</param>
    /// <param name="cells">N, gaps included.</param>
    /// <param name="mass">Σ m_i; null: ∫ρ as it is.</param>
    /// <param name="hints">Places of peaks narrower than a 1/10 000th of the domain, jumps, and the like; may be empty.</param>
    public static QuantileMesh Place(
        Func<double, double> density, double left, double right, int cells, double? mass = null,
        ReadOnlySpan<double> hints = default)
    {
        var samples = new DensitySamples(density, left, right, hints);
        var components = Components(samples, cells);
        var pieces = Pieces(samples, components, cells);
        Distribute(pieces, cells - (components.Count - 1));

        var nodes = new List<double>(cells + 1);
        var gaps = new List<int>();
        foreach (var piece in pieces)
        {
            if (nodes.Count > 0 && piece.OpensComponent)
                gaps.Add(nodes.Count - 1);
            piece.AddNodes(nodes);
        }

        var mesh = nodes.ToArray();
        var leftWall = mesh[0] == left;
        var rightWall = mesh[^1] == right;
        var projection = new QuantileProjection(samples.Value, mesh, gaps);
        var integral = projection.Normalise(mass);
        projection.Project(left, right, leftWall, rightWall);
        return new(mesh, projection.Masses, leftWall, rightWall, integral);
    }

    // Intervals of the support that carry mass; gaps far narrower than a cell are bridged.
    private static List<(double From, double To)> Components(DensitySamples samples, int cells)
    {
        var bridge = 1e-3 * (samples.Right - samples.Left) / cells;
        var joined = new List<(double From, double To)>();
        foreach (var interval in samples.Support)
        {
            if (joined.Count > 0 && interval.From - joined[^1].To <= bridge)
                joined[^1] = (joined[^1].From, interval.To);
            else
                joined.Add(interval);
        }

        joined.RemoveAll(interval => Trapezoid(samples.Between(interval.From, interval.To)) < 1e-11 * samples.Integral);
        if (joined.Count == 0 || cells < FewestCells * joined.Count + joined.Count - 1)
            throw new ArgumentException($"{cells} cells are too few for {joined.Count} components.", nameof(cells));
        return joined;
    }

    private static double Trapezoid((double[] Places, double[] Values) samples)
    {
        var sum = 0.0;
        for (var i = 1; i < samples.Places.Length; i++)
            sum += (samples.Places[i] - samples.Places[i - 1]) * (samples.Values[i] + samples.Values[i - 1]) / 2;
        return sum;
    }

    // Components cut at jumps, unless there are too many of them to be meant.
    private static List<NodePiece> Pieces(DensitySamples samples, List<(double From, double To)> components, int cells)
    {
        var heed = FewestCells * (components.Count + samples.Jumps.Count) < cells / 2;
        var pieces = new List<NodePiece>();
        foreach (var (from, to) in components)
        {
            var margin = 1e-6 * (to - from);
            var cuts = samples.Jumps.Where(x => heed && x > from + margin && x < to - margin).ToList();
            double[] ends = [from, .. cuts, to];
            for (var k = 1; k < ends.Length; k++)
            {
                pieces.Add(new NodePiece(samples, ends[k - 1], ends[k], k == 1,
                    k == 1 && from > samples.Left, k == ends.Length - 1 && to < samples.Right));
            }
        }

        return pieces;
    }

    // Cells in proportion to ∫ρ^{1/5}, by largest remainders.
    private static void Distribute(List<NodePiece> pieces, int cells)
    {
        var total = pieces.Sum(piece => piece.Weight);
        var free = cells - FewestCells * pieces.Count;
        var given = 0;
        foreach (var piece in pieces)
        {
            piece.Cells = FewestCells + (int)(free * (piece.Weight / total));
            given += piece.Cells;
        }

        foreach (var piece in pieces.OrderByDescending(piece => free * (piece.Weight / total) % 1).Take(cells - given))
            piece.Cells++;
    }
}
