namespace Flows.Runtime.Grids;

/// <summary>Work on the rows of a grid that several workers share; no two of them are given one row.</summary>
public interface IRowWork
{
    /// <summary>Does the rows from … to − 1.</summary>
    /// <param name="worker">Who does it, 0 …: for scratch of one's own.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">Behind the last.</param>
    void Rows(int worker, int from, int to);
}
