using Flows.Runtime.Linear;

namespace Flows.Runtime.Energies;

/// <summary>Fills the ghosts of a row of cells and folds gradients and Hessians back through the transpose of the fill.</summary>
internal sealed class Ghosts(EndRule left, EndRule right, int count)
{
    private const int M = ElementArena.Margin;
    private double _low;
    private double _high;

    /// <summary>Whether the row is a ring.</summary>
    public bool IsPeriodic => left.Kind == EndKind.Periodic;

    /// <summary>Takes boundary values at a time.</summary>
    public void SetTime(double t) => (_low, _high) = (2 * left.Value(t), 2 * right.Value(t));

    /// <summary>Takes boundary values as their means over the ends of a step: what states in between have on the average.</summary>
    public void SetStep(double start, double end) => (_low, _high) = (left.Value(start) + left.Value(end), right.Value(start) + right.Value(end));

    /// <summary>Sets one ghost on each side of a padded row.</summary>
    public void Fill(Span<double> padded)
    {
        if (left.Kind == EndKind.None)
            return;
        padded[M - 1] = left.Kind switch { EndKind.Periodic => padded[M + count - 1], EndKind.Value => _low - padded[M], _ => padded[M] };
        padded[M + count] = right.Kind switch { EndKind.Periodic => padded[M], EndKind.Value => _high - padded[M + count - 1], _ => padded[M + count - 1] };
    }

    /// <summary>Adds the ghosts' gradient to the cells they were filled from.</summary>
    public void FoldGradient(Span<double> padded)
    {
        if (left.Kind == EndKind.None)
            return;
        var (before, behind) = (padded[M - 1], padded[M + count]);
        if (IsPeriodic)
        {
            padded[M + count - 1] += before;
            padded[M] += behind;
            return;
        }
        padded[M] += left.Sign * before;
        padded[M + count - 1] += right.Sign * behind;
    }

    /// <summary>Adds the Hessian rows to a banded matrix; what couples the two ends of a ring goes to <paramref name="corners"/>.</summary>
    /// <param name="diagonal">Padded diagonal.</param>
    /// <param name="first">Padded first superdiagonal: entry i couples i and i + 1.</param>
    /// <param name="second">Padded second superdiagonal.</param>
    /// <param name="matrix">Receives the band.</param>
    /// <param name="corners">[3]: couplings (n−1, 0), (n−1, 1), (n−2, 0); added to.</param>
    public void FoldHessian(Span<double> diagonal, Span<double> first, Span<double> second, BandedMatrix matrix, Span<double> corners)
    {
        var last = M + count - 1;
        if (IsPeriodic)
        {
            diagonal[last] += diagonal[M - 1];
            diagonal[M] += diagonal[last + 1];
            corners[0] += first[M - 1] + first[last];
            corners[1] += second[M - 1];
            corners[2] += second[last - 1];
        }
        else if (left.Kind != EndKind.None)
        {
            diagonal[M] += diagonal[M - 1] + 2 * left.Sign * first[M - 1];
            first[M] += left.Sign * second[M - 1];
            diagonal[last] += diagonal[last + 1] + 2 * right.Sign * first[last];
            first[last - 1] += right.Sign * second[last - 1];
        }
        var (w, width, entries) = (matrix.HalfBandwidth, matrix.Width, matrix.Entries);
        for (var i = 0; i < count; i++)
            entries[i * width + w] += diagonal[M + i];
        if (w == 0)
            return;
        for (var i = 0; i + 1 < count; i++)
        {
            entries[i * width + w + 1] += first[M + i];
            entries[(i + 1) * width + w - 1] += first[M + i];
        }
        if (w == 1)
            return;
        for (var i = 0; i + 2 < count; i++)
        {
            entries[i * width + w + 2] += second[M + i];
            entries[(i + 2) * width + w - 2] += second[M + i];
        }
    }
}
