using System.Collections;
using System.Runtime.CompilerServices;

namespace Flows.Language;

/// <summary>An immutable sequence that compares by its elements, so that records which hold one are equal to their twins.</summary>
/// <typeparam name="T">The element type; compared by its default comparer.</typeparam>
[CollectionBuilder(typeof(Seq), nameof(Seq.Create))]
public readonly struct Seq<T> : IReadOnlyList<T>, IEquatable<Seq<T>>
{
    private readonly T[]? _items;

    internal Seq(T[] items) => _items = items;

    private T[] Items => _items ?? [];

    /// <summary>The number of elements.</summary>
    public int Count => Items.Length;

    /// <summary>The element at a position.</summary>
    /// <param name="index">0 … Count − 1.</param>
    public T this[int index] => Items[index];

    /// <summary>The elements as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => Items;

    /// <inheritdoc/>
    public bool Equals(Seq<T> other) => Items.AsSpan().SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Seq<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Element-wise equality.</summary>
    public static bool operator ==(Seq<T> left, Seq<T> right) => left.Equals(right);

    /// <summary>Element-wise inequality.</summary>
    public static bool operator !=(Seq<T> left, Seq<T> right) => !left.Equals(right);

    /// <summary>Enumerates the elements without allocating.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Items)}]";
}

/// <summary>Builds <see cref="Seq{T}"/> values, for collection expressions.</summary>
public static class Seq
{
    /// <summary>Copies the items into a new sequence.</summary>
    public static Seq<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
