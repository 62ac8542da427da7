namespace Flows.Runtime.Transforms;

/// <summary>A register of lanes, each of which belongs to another line of the grid: one instruction works on <see cref="Width"/> lines.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Width { get; }

    /// <summary>The same number in all lanes.</summary>
    static abstract TSelf All(double x);

    /// <summary>Reads.</summary>
    static abstract TSelf Load(double* from);

    /// <summary>a b + c.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>c − a b.</summary>
    static abstract TSelf MultiplySubtract(TSelf a, TSelf b, TSelf c);

    /// <summary>Transposes a square tile of <see cref="Width"/> rows.</summary>
    /// <param name="from">Row t begins at from + fromAt[t].</param>
    /// <param name="fromAt">[Width]</param>
    /// <param name="to">Column t is written to to + toAt[t].</param>
    /// <param name="toAt">[Width]</param>
    static abstract void Transpose(double* from, nint* fromAt, double* to, nint* toAt);

    /// <summary>Reads lanes from every other place.</summary>
    /// <param name="from">[2 Width]</param>
    /// <param name="even">Those at 0, 2, ….</param>
    /// <param name="odd">Those at 1, 3, ….</param>
    static abstract void ReadPairs(double* from, out TSelf even, out TSelf odd);

    /// <summary>Writes lanes to every other place: undoes <see cref="ReadPairs"/>.</summary>
    static abstract void WritePairs(TSelf even, TSelf odd, double* to);

    /// <summary>The lanes from last to first.</summary>
    static abstract TSelf Reverse(TSelf a);

    /// <summary>b_0, a_(W−1), …, a_1: counted backwards from the first lane of b, if b follows a.</summary>
    static abstract TSelf Mirror(TSelf a, TSelf b);

    /// <summary>Writes.</summary>
    void Store(double* to);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);
}
