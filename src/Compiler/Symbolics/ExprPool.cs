using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Flows.Compiler.Symbolics;

/// <summary>
/// The one place where expressions are made unique. It holds them weakly: what nobody uses is collected, and its slot reused.
/// Safe to use from several threads; the locks are striped by the hash.
/// </summary>
internal static class ExprPool
{
    private static readonly Stripe[] Stripes = [.. Enumerable.Range(0, 64).Select(_ => new Stripe())];

    /// <summary>The expression that is structurally equal to the candidate and was interned first.</summary>
    public static T Intern<T>(T candidate) where T : Expr
    {
        Work.Spend(20);
        var hash = candidate.GetHashCode();
        return (T)Stripes[(hash ^ (hash >>> 16)) & 63].Intern(candidate, hash);
    }

    // Children are interned, so they are compared by reference.
    private static bool Same(Expr a, Expr b) => (a, b) switch
    {
        (Number x, Number y) => x.Value == y.Value,
        (Constant x, Constant y) => x.Name == y.Name,
        (Symbol x, Symbol y) => x.Name == y.Name,
        (Named x, Named y) => x.Name == y.Name && x.Definition == y.Definition,
        (Sum x, Sum y) => Same(x.Terms.AsSpan(), y.Terms.AsSpan()),
        (Product x, Product y) => Same(x.Factors.AsSpan(), y.Factors.AsSpan()),
        (Power x, Power y) => x.Base == y.Base && x.Exponent == y.Exponent,
        (Apply x, Apply y) => x.Function.Equals(y.Function) && Same(x.Arguments.AsSpan(), y.Arguments.AsSpan()),
        (Conditional x, Conditional y) => x.Then == y.Then && x.Else == y.Else && x.Condition == y.Condition,
        (Coordinate x, Coordinate y) => x.Axis == y.Axis && x.Point == y.Point,
        (Time, Time) => true,
        (StateValue x, StateValue y) => x.State == y.State && x.Point == y.Point,
        (Gradient x, Gradient y) => x.Operand == y.Operand && x.Axis == y.Axis && x.Point == y.Point,
        (DivGrad x, DivGrad y) => x.Mobility == y.Mobility && x.Potential == y.Potential && x.Point == y.Point,
        (Divergence x, Divergence y) => x.Point == y.Point && Same(x.Components.AsSpan(), y.Components.AsSpan()),
        (Integral x, Integral y) => x.Body == y.Body && x.Point == y.Point,
        (TransportDistance x, TransportDistance y) => x.First == y.First && x.Second == y.Second && x.Point == y.Point,
        (TransportPotential x, TransportPotential y) => x.Of == y.Of && x.Point == y.Point,
        (Load x, Load y) => x.Array == y.Array && x.Offset == y.Offset,
        (Scalar x, Scalar y) => x.Index == y.Index,
        (Reduced x, Reduced y) => x.Index == y.Index,
        (Component x, Component y) => x.Axis == y.Axis && x.State == y.State,
        _ => a.GetType() == b.GetType() ? throw new UnreachableException() : false,
    };

    private static bool Same(ReadOnlySpan<Expr> a, ReadOnlySpan<Expr> b)
    {
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (!ReferenceEquals(a[i], b[i]))
                return false;
        }
        return true;
    }

    private struct Entry
    {
        public WeakGCHandle<Expr> Handle;
        public int Hash;
        public int Next;
    }

    private sealed class Stripe
    {
        private readonly Lock _lock = new();
        private int[] _heads = NewHeads(64);
        private Entry[] _entries = new Entry[64];
        private int _count;

        public Expr Intern(Expr candidate, int hash)
        {
            lock (_lock)
            {
                for (var i = _heads[Slot(hash)]; i >= 0; i = _entries[i].Next)
                {
                    if (_entries[i].Hash == hash && _entries[i].Handle.TryGetTarget(out var found) && Same(found, candidate))
                        return found;
                }
                if (_count == _entries.Length)
                    Sweep();
                Insert(new WeakGCHandle<Expr>(candidate), hash);
                return candidate;
            }
        }

        private int Slot(int hash) => (int)(((uint)hash * 2654435769u) >> 7) & (_heads.Length - 1);

        private void Insert(WeakGCHandle<Expr> handle, int hash)
        {
            var slot = Slot(hash);
            _entries[_count] = new Entry { Handle = handle, Hash = hash, Next = _heads[slot] };
            _heads[slot] = _count++;
        }

        // Drops what has been collected; doubles the table when more than half of it lives.
        private void Sweep()
        {
            var old = _entries;
            var live = 0;
            foreach (ref var entry in old.AsSpan())
            {
                if (entry.Handle.TryGetTarget(out _))
                    old[live++] = entry;
                else
                    entry.Handle.Dispose();
            }
            var size = live > old.Length / 2 ? old.Length * 2 : old.Length;
            _heads = NewHeads(size);
            _entries = new Entry[size];
            _count = 0;
            for (var i = 0; i < live; i++)
                Insert(old[i].Handle, old[i].Hash);
        }

        private static int[] NewHeads(int size)
        {
            var heads = new int[size];
            Array.Fill(heads, -1);
            return heads;
        }
    }
}
