namespace Flows.Runtime.Grids;

/// <summary>A Krylov method for the linear equations of implicit steps. Nothing is allocated in a solve.</summary>
public interface IKrylov
{
    /// <summary>Iterations of the last solve.</summary>
    int Iterations { get; }

    /// <summary>Two vectors that are free between solves.</summary>
    (int[] First, int[] Second) Free { get; }

    /// <summary>Solves A x = b from x = 0.</summary>
    /// <param name="apply">result = A v; fills the ghosts of v.</param>
    /// <param name="precondition">result ≈ A⁻¹ v; the result may be v.</param>
    /// <param name="b">The right side; not kept.</param>
    /// <param name="x">Receives the solution.</param>
    /// <param name="tolerance">On |b − A x| / |b|.</param>
    /// <param name="most">Iterations at most.</param>
    /// <returns>|b − A x| / |b| reached; NaN where numbers are not finite.</returns>
    double Solve(Action<int[], int[]> apply, Action<int[], int[]> precondition, int[] b, int[] x, double tolerance, int most);
}
