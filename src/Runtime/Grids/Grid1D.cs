namespace Flows.Runtime.Grids;

/// <summary>A uniform row of cells on [low, high]: centres, cell volumes and the weights of the faces between them. A radial grid of dimension
/// d carries |S^(d−1)| r^(d−1), integrated exactly over a cell and taken at the radius of a face.</summary>
public sealed class Grid1D
{
    private readonly double[] _centres, _volumes, _inverseVolumes, _faceWeights;

    /// <summary>Lays out the cells.</summary>
    /// <param name="low">Left end; length.</param>
    /// <param name="high">Right end; length.</param>
    /// <param name="count">Number of cells, n ≥ 2.</param>
    /// <param name="periodic">Whether the last cell borders on the first.</param>
    /// <param name="radialDimension">d of a radial domain (then low ≥ 0), or 0 for a plain interval.</param>
    public Grid1D(double low, double high, int count, bool periodic = false, int radialDimension = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(low, high);
        if (periodic && radialDimension > 0)
            throw new ArgumentException("a radial grid is not periodic", nameof(periodic));
        (Low, High, Count, IsPeriodic, RadialDimension) = (low, high, count, periodic, radialDimension);
        Spacing = (high - low) / count;
        _centres = new double[count];
        _volumes = new double[count];
        _inverseVolumes = new double[count];
        _faceWeights = new double[count + 1];
        for (var i = 0; i < count; i++)
        {
            _centres[i] = low + (i + 0.5) * Spacing;
            _volumes[i] = Volume(i);
            _inverseVolumes[i] = 1 / _volumes[i];
        }
        for (var f = 0; f <= count; f++)
            _faceWeights[f] = periodic || f > 0 && f < count ? FaceArea(f) / Spacing : 0;
    }

    /// <summary>Left end.</summary>
    public double Low { get; }

    /// <summary>Right end.</summary>
    public double High { get; }

    /// <summary>Number of cells, n.</summary>
    public int Count { get; }

    /// <summary>Whether the last cell borders on the first.</summary>
    public bool IsPeriodic { get; }

    /// <summary>Dimension of a radial domain, or 0.</summary>
    public int RadialDimension { get; }

    /// <summary>h, the length of a cell.</summary>
    public double Spacing { get; }

    /// <summary>[n] midpoints of the cells; length.</summary>
    public ReadOnlySpan<double> Centres => _centres;

    /// <summary>[n] |K|; length, times the weight of a radial domain.</summary>
    public ReadOnlySpan<double> Volumes => _volumes;

    /// <summary>[n] 1/|K|.</summary>
    public ReadOnlySpan<double> InverseVolumes => _inverseVolumes;

    /// <summary>[n + 1] area / h of the face left of each cell and of the last right face; 0 on the ends unless periodic, so that nothing
    /// passes there. On a periodic grid the first and the last are one face.</summary>
    public ReadOnlySpan<double> FaceWeights => _faceWeights;

    /// <summary>Area of a face: 1, or |S^(d−1)| r^(d−1).</summary>
    /// <param name="face">0 … n.</param>
    public double FaceArea(int face) =>
        RadialDimension == 0 ? 1 : SphereArea() * Math.Pow(Low + face * Spacing, RadialDimension - 1);

    private double Volume(int i)
    {
        if (RadialDimension == 0)
            return Spacing;
        double inner = Low + i * Spacing, outer = Low + (i + 1) * Spacing;
        return SphereArea() * (Math.Pow(outer, RadialDimension) - Math.Pow(inner, RadialDimension)) / RadialDimension;
    }

    // |S^(d−1)|: 2, 2π, and |S^(d+1)| = 2π/d · |S^(d−1)|.
    private double SphereArea()
    {
        var odd = RadialDimension % 2 == 1;
        var area = odd ? 2 : 2 * Math.PI;
        for (var d = odd ? 1 : 2; d < RadialDimension; d += 2)
            area *= 2 * Math.PI / d;
        return area;
    }
}
